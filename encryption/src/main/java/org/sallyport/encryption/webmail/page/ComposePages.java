package org.sallyport.encryption.webmail.page;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.webmail.Attachments;
import org.sallyport.encryption.webmail.Attachments.Adding;
import org.sallyport.encryption.webmail.Draft;
import org.sallyport.encryption.webmail.Sent;
import org.sallyport.encryption.webmail.WebMail;
import org.sallyport.encryption.webmail.page.Front.Entry;
import org.sallyport.encryption.webmail.page.Front.Way;
import org.sallyport.encryption.webmail.page.Paper.Sheet;
import org.sallyport.kernel.Ids;
import org.sallyport.web.api.SiteReply;

/** Writing: a new message, an answer, and sending it with its files. */
final class ComposePages {
  private final WebMail webMail;
  private final Paper paper;
  private final List<String> domains;

  /**
   * For people who write to some domains.
   *
   * @param domains those that the organisation manages
   */
  ComposePages(WebMail webMail, Paper paper, List<String> domains) {
    this.webMail = webMail;
    this.paper = paper;
    this.domains = List.copyOf(domains);
  }

  List<Way> ways() {
    return List.of(
        Way.of("GET", "/compose", new Entry.Reading(this::blank)),
        Way.of("POST", "/compose", new Entry.Uploading(this::send)),
        Way.of("GET", "/message/*/reply", new Entry.Reading(click -> answer(click, false))),
        Way.of("GET", "/message/*/reply-all", new Entry.Reading(click -> answer(click, true))));
  }

  private SiteReply blank(Click click) {
    return form(click, sheet(click, Draft.EMPTY), Draft.EMPTY, List.of());
  }

  private static Sheet sheet(Click click, Draft draft) {
    return Sheet.of(
        click.words().of(draft.answers().isPresent() ? "reply" : "compose"),
        draft.answers().isPresent() ? "" : "/compose");
  }

  private SiteReply form(Click click, Sheet sheet, Draft draft, List<String> leftOut) {
    return paper.write(
        click,
        sheet,
        "compose",
        new Views.ComposeView(
            click.words(),
            click.who().csrf(),
            Ids.next('o'),
            draft,
            leftOut,
            domains,
            click.words().size(webMail.settings().message().bytes()),
            webMail.settings().files()));
  }

  private SiteReply answer(Click click, boolean all) throws IOException {
    var answer = webMail.composer().answer(click.who(), click.variable(0), all);
    return answer.isEmpty()
        ? paper.plain(click, 404, "gone", "/inbox")
        : form(
            click,
            sheet(click, answer.get().draft()),
            answer.get().draft(),
            answer.get().leftOut());
  }

  private SiteReply send(Click click, Upload upload) throws IOException {
    try (var files = webMail.composer().attachments()) {
      var taking = new Taking(files);
      upload.read(taking);
      var draft =
          new Draft(
              upload.field("to"),
              upload.field("cc"),
              upload.field("subject"),
              upload.field("text"),
              Optional.of(upload.field("answers")).filter(id -> !id.isEmpty()));
      if (taking.worst != Adding.ADDED) {
        return refused(click, draft, 413, tooMuch(click, taking.worst));
      }
      return sent(click, draft, webMail.composer().send(click.who(), draft, files, once(upload)));
    }
  }

  /** What tells a form that comes twice from another one; without it each is another. */
  private static String once(Upload upload) {
    var once = upload.field("once");
    return once.isEmpty() ? Ids.next('o') : once;
  }

  /** Adds files until one does not fit. */
  private static final class Taking implements Upload.Files {
    private final Attachments files;
    private Adding worst = Adding.ADDED;

    Taking(Attachments files) {
      this.files = files;
    }

    @Override
    public void take(String name, java.io.InputStream content) throws IOException {
      if (worst == Adding.ADDED) {
        worst = files.add(name, content);
      }
    }
  }

  private String tooMuch(Click click, Adding why) {
    return switch (why) {
      case ADDED -> "";
      case TOO_MANY -> click.words().of("sent.files", webMail.settings().files());
      case TOO_LARGE ->
          click.words().of("sent.large", click.words().size(webMail.settings().message().bytes()));
    };
  }

  private SiteReply refused(Click click, Draft draft, int status, String why) {
    return form(click, sheet(click, draft).bad(status, why), draft, List.of());
  }

  private SiteReply sent(Click click, Draft draft, Sent outcome) {
    var words = click.words();
    return switch (outcome) {
      case Sent.Done _ -> Click.to("/sent?done=sent");
      case Sent.Nobody _ -> refused(click, draft, 422, words.of("sent.nobody"));
      case Sent.Malformed(var texts) ->
          refused(click, draft, 422, words.of("sent.malformed", String.join(", ", texts)));
      case Sent.NotAllowed(var addresses) ->
          refused(click, draft, 403, words.of("sent.notallowed", String.join(", ", addresses)));
      case Sent.TooMany(int most) -> refused(click, draft, 422, words.of("sent.many", most));
      case Sent.LongSubject(int most) -> refused(click, draft, 422, words.of("sent.subject", most));
      case Sent.TooLarge(long most) ->
          refused(click, draft, 413, words.of("sent.large", words.size(most)));
      case Sent.OverQuota _ -> refused(click, draft, 507, words.of("sent.quota"));
      case Sent.TooOften(var wait) ->
          refused(click, draft, 429, words.of("sent.often", words.wait(wait)));
    };
  }
}
