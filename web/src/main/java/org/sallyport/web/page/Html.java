package org.sallyport.web.page;

/**
 * Markup that a template has written, everything in it escaped as its place needs. {@link
 * Templates} makes it, and {@link QrPicture} from numbers alone, so that nothing else gets into a
 * page unescaped.
 */
public final class Html {
  private final String markup;

  Html(String markup) {
    this.markup = markup;
  }

  /** The markup itself. */
  public String markup() {
    return markup;
  }

  @Override
  public String toString() {
    return markup;
  }
}
