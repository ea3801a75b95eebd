package org.sallyport.encryption.webmail.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.sallyport.web.api.SiteReply;
import org.sallyport.web.page.Templates;

/** Writes pages. Any thread. */
final class Paper {
  private static final String HTML = "text/html; charset=utf-8";

  private final Templates templates = new Templates(Paper.class);
  private final String organisation;

  /**
   * For an organisation.
   *
   * @param organisation as people know it
   */
  Paper(String organisation) {
    this.organisation = organisation;
  }

  String organisation() {
    return organisation;
  }

  /** Which page is written. */
  record Sheet(int status, String title, String here, Optional<Views.Note> note) {
    static Sheet of(String title, String here) {
      return new Sheet(200, title, here, Optional.empty());
    }

    Sheet good(String text) {
      return new Sheet(status, title, here, Optional.of(new Views.Note(true, text)));
    }

    Sheet bad(int other, String text) {
      return new Sheet(other, title, here, Optional.of(new Views.Note(false, text)));
    }
  }

  /** A page. */
  SiteReply write(Click click, Sheet sheet, String template, Object model) {
    return write(click, sheet, template, model, Map.of());
  }

  /** A page with further header fields. */
  SiteReply write(
      Click click, Sheet sheet, String template, Object model, Map<String, String> more) {
    var document =
        new Views.Document(
            click.words(),
            sheet.title(),
            organisation,
            sheet.here(),
            click.query("then"),
            click.visitor(),
            sheet.note().or(() -> done(click)),
            templates.render(template, model));
    var headers = Guard.page();
    headers.put("Content-Language", click.words().language());
    click
        .request()
        .query("language")
        .filter(wanted -> Words.in(wanted).isPresent())
        .ifPresent(wanted -> headers.put("Set-Cookie", Guard.language(wanted)));
    headers.putAll(more);
    return new SiteReply.Content(
        sheet.status(),
        HTML,
        templates.render("layout", document).markup().getBytes(UTF_8),
        headers);
  }

  /** What the click before this one has done: one of the sentences that there are. */
  private static Optional<Views.Note> done(Click click) {
    return click
        .request()
        .query("done")
        .filter(what -> what.matches("[a-z]{1,20}"))
        .map(what -> "done." + what)
        .filter(click.words()::has)
        .map(key -> new Views.Note(true, click.words().of(key)));
  }

  /** A page of sentences: {@code KEY.title} and {@code KEY.text}, a line each. */
  SiteReply plain(Click click, int status, String key, String href, Object... values) {
    return plain(click, status, key, href, Map.of(), values);
  }

  /** The same with further header fields. */
  SiteReply plain(
      Click click,
      int status,
      String key,
      String href,
      Map<String, String> more,
      Object... values) {
    var words = click.words();
    var lines = Arrays.asList(words.of(key + ".text", values).split("\n", -1));
    var model = new Views.Plain(words, lines, href, words.of(key + ".link"));
    var sheet = new Sheet(status, words.of(key + ".title"), "", Optional.empty());
    return write(click, sheet, "plain", model, more);
  }

  /** The document of a frame, which is all that is in it. */
  SiteReply frame(Click click, String html) {
    return new SiteReply.Content(
        200,
        HTML,
        templates.render("frame", new Views.Frame(click.words(), html)).markup().getBytes(UTF_8),
        Guard.frame());
  }
}
