package org.sallyport.smtp.link;

import org.sallyport.wire.smtp.TextFault;

/** What came of waiting for a line. */
public sealed interface LineRead {
  /**
   * A line, without its end.
   *
   * @param text never logged: it may be a response of a login
   */
  record Line(String text) implements LineRead {
    @Override
    public String toString() {
      return "Line[" + text.length() + "]";
    }
  }

  /** The other side has gone. */
  enum Ended implements LineRead {
    INSTANCE
  }

  /** Nothing came in time. */
  enum TimedOut implements LineRead {
    INSTANCE
  }

  /** Nothing is wanted any more, and nothing had come. */
  enum Stopped implements LineRead {
    INSTANCE
  }

  /** What came is no line, and nothing after it can be trusted to begin one. */
  record Faulty(TextFault fault) implements LineRead {}
}
