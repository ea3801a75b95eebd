package org.sallyport.mime.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlChangeListener;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * HTML without what runs, hides or loads: elements for text, tables and lists, a few properties of
 * style, links, and pictures that came with the message.
 *
 * @param html to be put into a frame of its own
 * @param blocked how many things would have run, or would have been loaded from outside
 */
record SafeHtml(String html, int blocked) {
  private static final String[] ELEMENTS = {
    "p",
    "div",
    "span",
    "br",
    "hr",
    "b",
    "i",
    "u",
    "s",
    "em",
    "strong",
    "small",
    "big",
    "sub",
    "sup",
    "font",
    "center",
    "code",
    "pre",
    "tt",
    "blockquote",
    "q",
    "cite",
    "abbr",
    "del",
    "ins",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "col",
    "colgroup",
    "a",
    "img"
  };

  /** Nothing that moves, covers or hides. */
  private static final CssSchema STYLE =
      CssSchema.withProperties(
          List.of(
              "color",
              "background-color",
              "font-family",
              "font-size",
              "font-style",
              "font-weight",
              "text-align",
              "text-decoration",
              "text-indent",
              "vertical-align",
              "line-height",
              "white-space",
              "padding",
              "padding-left",
              "padding-right",
              "padding-top",
              "padding-bottom",
              "border-collapse",
              "border",
              "width"));

  private static final Set<String> LOADING =
      Set.of(
          "img", "script", "iframe", "object", "embed", "link", "video", "audio", "source", "base",
          "form", "meta", "svg", "input", "style");

  /** A link without a scheme would lead into the pages of whoever shows the message. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("(?i)(https?://|mailto:).*", Pattern.DOTALL);

  /**
   * Makes HTML safe.
   *
   * @param pictures the address for a picture by its Content-ID, without angle brackets
   */
  static SafeHtml of(String html, Function<String, Optional<String>> pictures) {
    var blocked = new AtomicInteger();
    var listener =
        new HtmlChangeListener<AtomicInteger>() {
          @Override
          public void discardedTag(AtomicInteger count, String element) {
            if (LOADING.contains(element)) {
              count.incrementAndGet();
            }
          }

          @Override
          public void discardedAttributes(
              AtomicInteger count, String element, String... attributes) {
            for (var attribute : attributes) {
              boolean runs = attribute.startsWith("on");
              count.addAndGet(
                  runs || Set.of("src", "srcset", "background", "poster").contains(attribute)
                      ? 1
                      : 0);
            }
          }
        };
    return new SafeHtml(policy(pictures).sanitize(html, listener, blocked), blocked.get());
  }

  private static PolicyFactory policy(Function<String, Optional<String>> pictures) {
    return new HtmlPolicyBuilder()
        .allowElements(ELEMENTS)
        .allowStyling(STYLE)
        .allowAttributes("align", "valign", "bgcolor", "border", "cellpadding", "cellspacing")
        .globally()
        .allowAttributes("width", "height", "alt", "title", "dir", "lang")
        .globally()
        .allowAttributes("colspan", "rowspan")
        .onElements("td", "th")
        .allowAttributes("color", "face", "size")
        .onElements("font")
        .allowAttributes("src")
        .matching((_, _, value) -> picture(value, pictures))
        .onElements("img")
        .allowAttributes("href")
        .matching(ELSEWHERE)
        .onElements("a")
        .allowUrlProtocols("http", "https", "mailto", "cid")
        .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
        .toFactory();
  }

  /** RFC 2392: only what came with the message. */
  private static @org.jspecify.annotations.Nullable String picture(
      String source, Function<String, Optional<String>> pictures) {
    var trimmed = source.strip();
    return trimmed.toLowerCase(Locale.ROOT).startsWith("cid:")
        ? pictures.apply(trimmed.substring(4)).orElse(null)
        : null;
  }
}
