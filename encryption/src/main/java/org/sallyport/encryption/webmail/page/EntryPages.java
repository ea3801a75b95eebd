package org.sallyport.encryption.webmail.page;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sallyport.encryption.webmail.Entrance;
import org.sallyport.encryption.webmail.Weak;
import org.sallyport.encryption.webmail.WebMail;
import org.sallyport.encryption.webmail.page.Front.Entry;
import org.sallyport.encryption.webmail.page.Front.Way;
import org.sallyport.encryption.webmail.page.Paper.Sheet;
import org.sallyport.kernel.Secret;
import org.sallyport.web.api.SiteReply;

/**
 * The ways in: by passphrase, by a link that was mailed, and the form that asks for such a link. A
 * link is only looked at when it is followed, because programs that check mail follow links; the
 * form behind it uses it.
 */
final class EntryPages {
  /** Where sign-in may lead on to. */
  private static final Pattern THEN =
      Pattern.compile("/(inbox|sent|compose|account|message/[A-Za-z0-9_-]{1,64})");

  private final WebMail webMail;
  private final Paper paper;

  EntryPages(WebMail webMail, Paper paper) {
    this.webMail = webMail;
    this.paper = paper;
  }

  List<Way> ways() {
    return List.of(
        Way.of("GET", "/", new Entry.Reading(_ -> Click.to("/inbox"))),
        Way.of("GET", "/sign-in", new Entry.Open(this::form)),
        Way.of("POST", "/sign-in", new Entry.Open(this::signIn)),
        Way.of("GET", "/link/*", new Entry.Open(this::look)),
        Way.of("POST", "/link/*", new Entry.Open(this::choose)),
        Way.of("GET", "/forgotten", new Entry.Open(this::forgotten)),
        Way.of("POST", "/forgotten", new Entry.Open(this::ask)),
        Way.of("POST", "/sign-out", new Entry.Changing(this::signOut)),
        Way.of("GET", "/assets/*", new Entry.Open(this::asset)));
  }

  private SiteReply form(Click click) {
    return form(click, Sheet.of(click.words().of("signin.title"), ""), "");
  }

  private SiteReply form(Click click, Sheet sheet, String address) {
    var then = click.query("then").isEmpty() ? click.field("then") : click.query("then");
    return paper.write(click, sheet, "signin", new Views.SignIn(click.words(), address, fit(then)));
  }

  private static String fit(String then) {
    return THEN.matcher(then).matches() ? then : "/inbox";
  }

  private SiteReply signIn(Click click) {
    var words = click.words();
    try (var passphrase = Secret.ofText(click.field("passphrase"))) {
      var outcome =
          webMail
              .entrance()
              .signIn(click.field("address").strip(), passphrase, click.request().remote());
      return switch (outcome) {
        case Entrance.SignIn.In(var token, _) -> {
          endFormer(click);
          yield Click.to(fit(click.field("then")), Guard.session(token));
        }
        case Entrance.SignIn.Refused _ ->
            form(
                click,
                Sheet.of(words.of("signin.title"), "").bad(403, words.of("signin.refused")),
                click.field("address"));
        case Entrance.SignIn.Locked(var wait) -> wait(click, "locked", "/forgotten", wait);
        case Entrance.SignIn.Busy(var wait) -> wait(click, "busy", "/sign-in", wait);
      };
    }
  }

  private SiteReply wait(Click click, String key, String href, Duration wait) {
    return paper.plain(
        click,
        429,
        key,
        href,
        Map.of("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))),
        click.words().wait(wait));
  }

  private SiteReply look(Click click) {
    return switch (webMail.entrance().look(click.variable(0))) {
      case Entrance.Link.Choose choose -> choosing(click, choose, 200, "");
      case Entrance.Link.SignInInstead _ -> paper.plain(click, 200, "used", "/sign-in");
      case Entrance.Link.Over _ -> paper.plain(click, 410, "over", "/forgotten");
    };
  }

  private SiteReply choosing(Click click, Entrance.Link.Choose choose, int status, String wrong) {
    var words = click.words();
    var title = words.of(choose.first() ? "choose.first.title" : "choose.again.title");
    var sheet = Sheet.of(title, "");
    return paper.write(
        click,
        wrong.isEmpty() ? sheet : sheet.bad(status, wrong),
        "choose",
        new Views.Choose(
            words, click.variable(0), choose.address().text(), choose.first(), Weak.LEAST));
  }

  private SiteReply choose(Click click) {
    var token = click.variable(0);
    try (var passphrase = Secret.ofText(click.field("passphrase"));
        var again = Secret.ofText(click.field("again"))) {
      var outcome = webMail.entrance().choose(token, passphrase, again, click.words().language());
      return switch (outcome) {
        case Entrance.Chosen.In(var session, _) ->
            Click.to(
                click.field("delivery").equals("key") ? "/account?done=key" : "/inbox?done=welcome",
                Guard.session(session));
        case Entrance.Chosen.Unfit(var why) ->
            webMail.entrance().look(token) instanceof Entrance.Link.Choose form
                ? choosing(click, form, 422, weak(click.words(), why))
                : paper.plain(click, 410, "over", "/forgotten");
        case Entrance.Chosen.Busy(var wait) -> wait(click, "busy", "/link/" + token, wait);
        case Entrance.Chosen.SignInInstead _ -> paper.plain(click, 200, "used", "/sign-in");
        case Entrance.Chosen.Over _ -> paper.plain(click, 410, "over", "/forgotten");
      };
    }
  }

  /** Why a passphrase is not taken. */
  static String weak(Words words, Weak why) {
    return switch (why) {
      case SHORT -> words.of("weak.short", Weak.LEAST);
      case LONG -> words.of("weak.long");
      case SIMPLE -> words.of("weak.simple");
      case ADDRESS -> words.of("weak.address");
      case DIFFERENT -> words.of("weak.different");
    };
  }

  private SiteReply forgotten(Click click) {
    return paper.write(
        click,
        Sheet.of(click.words().of("forgotten.title"), ""),
        "forgotten",
        new Views.Forgotten(click.words()));
  }

  /** The same answer for everybody. */
  private SiteReply ask(Click click) {
    webMail.entrance().askForLink(click.field("address").strip(), click.request().remote());
    return paper.plain(click, 200, "asked", "/sign-in");
  }

  /** The browser forgets its former session, so nobody else is to have it either. */
  private void endFormer(Click click) {
    click
        .request()
        .cookie(Guard.SESSION)
        .flatMap(webMail.sessions()::enter)
        .ifPresent(webMail.sessions()::signOut);
  }

  private SiteReply signOut(Click click) {
    webMail.sessions().signOut(click.who());
    return Click.to("/sign-in?done=out", Guard.noSession());
  }

  private SiteReply asset(Click click) throws IOException {
    var look = Look.find(click.variable(0));
    return look.isEmpty()
        ? paper.plain(click, 404, "nowhere", "/")
        : new SiteReply.Content(200, look.get().mediaType(), look.get().octets(), Guard.asset());
  }
}
