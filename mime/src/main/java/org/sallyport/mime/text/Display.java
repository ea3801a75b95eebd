package org.sallyport.mime.text;

import java.util.List;

/**
 * What people see of a message.
 *
 * @param bodies its texts in their order; most messages have one
 * @param files everything else that came with it, pictures within its texts too
 * @param blocked how many things would have been loaded from outside, or run
 * @param complete whether all text is here; very long texts are cut
 */
public record Display(List<Body> bodies, List<MailFile> files, int blocked, boolean complete) {
  /** Copies the lists. */
  public Display {
    bodies = List.copyOf(bodies);
    files = List.copyOf(files);
  }

  /** A text. */
  public sealed interface Body {
    /** The path of its part. */
    String path();
  }

  /**
   * Plain text.
   *
   * @param text with LF at line ends; not HTML
   */
  public record Plain(String path, String text) implements Body {}

  /**
   * HTML, made safe.
   *
   * @param html for a frame of its own
   */
  public record Html(String path, String html) implements Body {}
}
