package org.sallyport.app.admin;

import java.util.List;

/** What came of asking a node. */
public sealed interface AdminAnswer {

  /** It was done, or here is what was asked for. */
  record Given(String json) implements AdminAnswer {}

  /**
   * The node refused.
   *
   * @param detail a sentence
   * @param more further lines, such as the problems of a file
   */
  record Refused(String detail, List<String> more) implements AdminAnswer {
    public Refused {
      more = List.copyOf(more);
    }
  }

  /** Nobody answers there, or not as a node does. */
  record Unreachable(String cause) implements AdminAnswer {}
}
