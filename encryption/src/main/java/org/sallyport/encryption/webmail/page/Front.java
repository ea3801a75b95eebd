package org.sallyport.encryption.webmail.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.content.ContentException;
import org.sallyport.encryption.ignition.LockedException;
import org.sallyport.encryption.webmail.BrowserSessions;
import org.sallyport.encryption.webmail.Visitor;
import org.sallyport.encryption.webmail.WebMail;
import org.sallyport.store.StoreException;
import org.sallyport.web.api.SiteHandler;
import org.sallyport.web.api.SiteReply;
import org.sallyport.web.api.SiteRequest;
import org.sallyport.web.route.RequestRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request goes through: the way of its path, whether somebody is signed in, and, where
 * it changes something, whether the form is of that session.
 */
final class Front implements SiteHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Front.class);

  /** All who are not signed in, as one. */
  private static final String NOBODY = "";

  private final WebMail webMail;
  private final Paper paper;
  private final List<Way> ways;
  private final long largestUpload;
  private final UploadsInHand uploads = new UploadsInHand();

  /**
   * Before pages.
   *
   * @param largestUpload in octets, of which less is taken: so much is read for an answer's sake
   */
  Front(WebMail webMail, Paper paper, List<Way> ways, long largestUpload) {
    this.webMail = webMail;
    this.paper = paper;
    this.ways = List.copyOf(ways);
    this.largestUpload = largestUpload;
  }

  /** Writes a page. */
  @FunctionalInterface
  interface Page {
    SiteReply show(Click click) throws IOException;
  }

  /** Takes a form with files. */
  @FunctionalInterface
  interface UploadPage {
    SiteReply show(Click click, Upload upload) throws IOException;
  }

  /** Who gets to a page. */
  sealed interface Entry {
    /** Everybody. */
    record Open(Page page) implements Entry {}

    /** Who is signed in. */
    record Reading(Page page) implements Entry {}

    /** Who is signed in, with a form of the session. */
    record Changing(Page page) implements Entry {}

    /** The same, with files. */
    record Uploading(UploadPage page) implements Entry {}
  }

  /**
   * A path.
   *
   * @param pattern its segments; a star is one that varies
   */
  record Way(String method, List<String> pattern, Entry entry) {
    static Way of(String method, String path, Entry entry) {
      return new Way(
          method, path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1)), entry);
    }

    Optional<List<String>> match(List<String> path) {
      if (path.size() != pattern.size()) {
        return Optional.empty();
      }
      var variables = new ArrayList<String>();
      for (int i = 0; i < path.size(); i++) {
        if (pattern.get(i).equals("*")) {
          variables.add(path.get(i));
        } else if (!pattern.get(i).equals(path.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(variables);
    }
  }

  @Override
  public SiteReply handle(SiteRequest request) throws IOException {
    var stranger =
        new Click(request, words(request, Optional.empty()), Optional.empty(), List.of());
    try {
      return reply(stranger);
    } catch (LockedException _) {
      return unavailable(stranger);
    } catch (StoreException | ContentException e) {
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("web-mail-store-unavailable");
      return unavailable(stranger);
    }
  }

  private SiteReply unavailable(Click click) {
    return paper.plain(click, 503, "unavailable", "/", Map.of("Retry-After", "30"));
  }

  private SiteReply reply(Click stranger) throws IOException {
    var request = stranger.request();
    var method = request.method().equals("HEAD") ? "GET" : request.method();
    boolean other = false;
    for (var way : ways) {
      var variables = way.match(request.path());
      if (variables.isPresent() && way.method().equals(method)) {
        var click = new Click(request, stranger.words(), Optional.empty(), variables.get());
        return enter(click, way.entry());
      }
      other |= variables.isPresent();
    }
    return paper.plain(stranger, other ? 405 : 404, "nowhere", "/");
  }

  /**
   * Whether a page elsewhere sent a form here (Fetch Metadata), which matters where no session's
   * token is asked for; browsers that say nothing pass.
   */
  private static boolean isForeign(SiteRequest request) {
    return request.method().equals("POST")
        && request
            .header("Sec-Fetch-Site")
            .filter(site -> site.equals("cross-site") || site.equals("same-site"))
            .isPresent();
  }

  private SiteReply enter(Click click, Entry entry) throws IOException {
    return switch (entry) {
      case Entry.Open(var page) ->
          isForeign(click.request()) ? paper.plain(click, 403, "elsewhere", "/") : page.show(click);
      case Entry.Reading(var page) -> {
        var visitor = token(click).flatMap(webMail.sessions()::enter);
        yield visitor.isEmpty() ? signIn(click) : page.show(as(click, visitor.get()));
      }
      case Entry.Changing(var page) -> changing(click, csrf(click), one -> page.show(one));
      case Entry.Uploading(var page) -> uploading(click, page);
    };
  }

  /** A form that cannot be read has none, and ends the session like one without. */
  private static String csrf(Click click) {
    try {
      return click.field("csrf");
    } catch (RequestRefused _) {
      return "";
    }
  }

  private static Optional<String> token(Click click) {
    return click.request().cookie(Guard.SESSION).filter(text -> !text.isEmpty());
  }

  private Click as(Click click, Visitor visitor) {
    return new Click(
        click.request(),
        words(click.request(), Optional.of(visitor.language()).filter(text -> !text.isEmpty())),
        Optional.of(visitor),
        click.variables());
  }

  private SiteReply changing(Click click, String csrf, Page page) throws IOException {
    var token = token(click);
    if (token.isEmpty()) {
      return over();
    }
    return switch (webMail.sessions().change(token.get(), csrf)) {
      case BrowserSessions.Change.Allowed(var visitor) -> page.show(as(click, visitor));
      case BrowserSessions.Change.NotSignedIn _ -> over();
      case BrowserSessions.Change.Ended _ -> ended(click);
    };
  }

  private SiteReply ended(Click click) {
    LOG.atWarn()
        .addKeyValue("from", click.request().remote().getHostAddress())
        .log("web-mail-form-of-another-session");
    return paper.plain(click, 403, "forged", "/sign-in", Map.of("Set-Cookie", Guard.noSession()));
  }

  private SiteReply uploading(Click click, UploadPage page) throws IOException {
    if (click
        .request()
        .header("Content-Length")
        .filter(text -> text.matches("\\d{1,18}") && Long.parseLong(text) > largestUpload)
        .isPresent()) {
      return paper.plain(click, 413, "large", "/compose");
    }
    var token = token(click).orElse("");
    var visitor = webMail.sessions().enter(token);
    if (visitor.isEmpty()) { // of strangers nothing is read
      return token.isEmpty() || isForeign(click.request()) ? over() : written(click);
    }
    var account = visitor.get().account();
    if (!uploads.begin(account)) {
      return paper.plain(click, 429, "busy", "/compose", Map.of("Retry-After", "10"));
    }
    try (var body = click.request().body(largestUpload)) {
      var upload = Upload.of(click.request().header("Content-Type"), body);
      var csrf = upload.isEmpty() ? "" : upload.get().csrf();
      return changing(click, csrf, one -> page.show(one, upload.orElseThrow()));
    } finally {
      uploads.end(account);
    }
  }

  private static SiteReply over() {
    return Click.to("/sign-in?done=over");
  }

  /** Who has written for longer than their session lasted gets back what they wrote, to copy it. */
  private SiteReply written(Click click) throws IOException {
    if (!uploads.begin(NOBODY)) {
      return over();
    }
    try (var body = click.request().body(largestUpload)) {
      var upload = Upload.of(click.request().header("Content-Type"), body);
      if (upload.isEmpty()) {
        return over();
      }
      upload.get().readFields();
      var text = upload.get().field("text");
      return text.isBlank()
          ? over()
          : paper.write(
              click,
              new Paper.Sheet(403, click.words().of("written.title"), "", Optional.empty()),
              "written",
              new Views.Written(
                  click.words(), upload.get().field("to"), upload.get().field("subject"), text));
    } finally {
      uploads.end(NOBODY);
    }
  }

  private static SiteReply signIn(Click click) {
    var path = click.request().path();
    return Click.to(
        path.isEmpty() || !click.request().method().equals("GET")
            ? "/sign-in"
            : "/sign-in?then=" + URLEncoder.encode("/" + String.join("/", path), UTF_8));
  }

  /** By what somebody has chosen, then by what the browser says. */
  private Words words(SiteRequest request, Optional<String> chosen) {
    return request
        .query("language")
        .flatMap(Words::in)
        .or(() -> chosen.flatMap(Words::in))
        .or(() -> request.cookie(Guard.LANGUAGE).flatMap(Words::in))
        .orElseGet(
            () -> Words.accepted(request.header("Accept-Language"), webMail.settings().language()));
  }
}
