package org.sallyport.encryption.webmail.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.encryption.webmail.Download;
import org.sallyport.encryption.webmail.Folder;
import org.sallyport.encryption.webmail.Mailbox;
import org.sallyport.encryption.webmail.Opened;
import org.sallyport.encryption.webmail.WebMail;
import org.sallyport.encryption.webmail.page.Front.Entry;
import org.sallyport.encryption.webmail.page.Front.Way;
import org.sallyport.encryption.webmail.page.Paper.Sheet;
import org.sallyport.mime.text.Display;
import org.sallyport.mime.text.MailFile;
import org.sallyport.web.api.SiteReply;

/** Folders, messages, and what came with them. */
final class MessagePages {
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+[^\\s<>\"'.,;:!?)]");

  private final WebMail webMail;
  private final Paper paper;

  MessagePages(WebMail webMail, Paper paper) {
    this.webMail = webMail;
    this.paper = paper;
  }

  List<Way> ways() {
    return List.of(
        Way.of("GET", "/inbox", new Entry.Reading(click -> folder(click, Folder.INBOX))),
        Way.of("GET", "/sent", new Entry.Reading(click -> folder(click, Folder.SENT))),
        Way.of("GET", "/message/*", new Entry.Reading(this::message)),
        Way.of("GET", "/message/*/text/*", new Entry.Reading(this::text)),
        Way.of("GET", "/message/*/file/*", new Entry.Reading(this::file)),
        Way.of("GET", "/message/*/original", new Entry.Reading(this::original)),
        Way.of("POST", "/message/*/delete", new Entry.Changing(this::delete)));
  }

  private SiteReply folder(Click click, Folder folder) {
    var words = click.words();
    boolean inbox = folder == Folder.INBOX;
    var search = click.query("q");
    var wanted =
        search.length() <= Mailbox.LONGEST_SEARCH
            ? search
            : search.substring(0, Mailbox.LONGEST_SEARCH);
    var page = webMail.mailbox().list(click.who(), folder, wanted, click.page());
    var view = new Views.FolderView(words, inbox, wanted, page, click.page());
    return paper.write(
        click, Sheet.of(words.of(inbox ? "inbox" : "sent"), view.path()), "folder", view);
  }

  private SiteReply nothing(Click click) {
    return paper.plain(click, 404, "gone", "/inbox");
  }

  private Optional<Opened> open(Click click) throws IOException {
    return webMail.mailbox().open(click.who(), click.variable(0), file -> "picture/" + file.path());
  }

  private SiteReply message(Click click) throws IOException {
    var opened = open(click);
    if (opened.isEmpty()) {
      return nothing(click);
    }
    var display = opened.get().display();
    var view =
        new Views.MessageView(
            click.words(),
            click.who().csrf(),
            opened.get(),
            display.map(all -> texts(all, click.variable(0))).orElse(List.of()),
            display.map(all -> files(click, all)).orElse(List.of()));
    boolean inbox = opened.get().line().folder() == Folder.INBOX;
    return paper.write(
        click, Sheet.of(view.subject(), inbox ? "/inbox" : "/sent"), "message", view);
  }

  private static List<Views.Text> texts(Display display, String id) {
    var texts = new ArrayList<Views.Text>();
    for (int i = 0; i < display.bodies().size(); i++) {
      texts.add(
          switch (display.bodies().get(i)) {
            case Display.Plain(_, var text) -> new Views.Text(spans(text), "", "");
            case Display.Html(_, var html) ->
                new Views.Text(List.of(), "/message/" + id + "/text/" + i, height(html));
          });
    }
    return texts;
  }

  /** Without a script a frame does not grow with what is in it. */
  private static String height(String html) {
    return html.length() < 900 ? "low" : html.length() < 5_000 ? "middle" : "high";
  }

  /** Addresses in plain text become links. */
  private static List<Views.Span> spans(String text) {
    var spans = new ArrayList<Views.Span>();
    var link = LINK.matcher(text);
    int at = 0;
    while (link.find()) {
      spans.add(new Views.Span(text.substring(at, link.start()), ""));
      spans.add(new Views.Span(link.group(), link.group()));
      at = link.end();
    }
    spans.add(new Views.Span(text.substring(at), ""));
    return spans;
  }

  private static List<Views.File> files(Click click, Display display) {
    return display.files().stream()
        .map(
            file ->
                new Views.File(
                    file.name(),
                    // In the message it is in base64: four octets for three.
                    click.words().size(file.octets() / 4 * 3),
                    file.sniffed(),
                    "/message/" + click.variable(0) + "/file/" + segment(file),
                    file.isProgram()))
        .toList();
  }

  /** The path of a message that is one file is empty. */
  private static String segment(MailFile file) {
    return file.path().isEmpty() ? "0" : file.path();
  }

  private SiteReply text(Click click) throws IOException {
    var opened = open(click);
    var display = opened.flatMap(Opened::display);
    if (display.isEmpty() || !click.variable(1).matches("\\d{1,3}")) {
      return nothing(click);
    }
    int number = Integer.parseInt(click.variable(1));
    return number < display.get().bodies().size()
            && display.get().bodies().get(number) instanceof Display.Html(_, var html)
        ? paper.frame(click, withPictures(click, html))
        : nothing(click);
  }

  private String withPictures(Click click, String html) throws IOException {
    var files = webMail.mailbox().files(click.who(), click.variable(0));
    return files.isEmpty() ? html : Pictures.in(html, files.get()::file);
  }

  private SiteReply file(Click click) throws IOException {
    var path = click.variable(1).equals("0") ? "" : click.variable(1);
    return download(click, webMail.mailbox().file(click.who(), click.variable(0), path));
  }

  private SiteReply original(Click click) throws IOException {
    return download(click, webMail.mailbox().whole(click.who(), click.variable(0)));
  }

  private SiteReply download(Click click, Optional<Download> found) {
    if (found.isEmpty()) {
      return nothing(click);
    }
    var file = found.get();
    return new SiteReply.Streamed(
        200, file.type(), file.size(), file.content(), Map.copyOf(Guard.file(file.name())));
  }

  private SiteReply delete(Click click) {
    return webMail.mailbox().delete(click.who(), click.variable(0))
        ? Click.to((click.field("folder").equals("sent") ? "/sent" : "/inbox") + "?done=deleted")
        : nothing(click);
  }
}
