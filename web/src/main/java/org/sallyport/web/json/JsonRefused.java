package org.sallyport.web.json;

import java.util.Optional;

/** A body that is not what was expected. The server answers 400; nobody else need catch it. */
public final class JsonRefused extends RuntimeException {
  private final transient Optional<String> pointer;
  private final String expected;

  private JsonRefused(Optional<String> pointer, String expected) {
    super(expected, null, false, false);
    this.pointer = pointer;
    this.expected = expected;
  }

  /** Not JSON at all. */
  static JsonRefused text(String why) {
    return new JsonRefused(Optional.empty(), why);
  }

  /** JSON, but a member is missing or wrong. */
  static JsonRefused member(String pointer, String expected) {
    return new JsonRefused(Optional.of(pointer), expected);
  }

  /** Which member it is about (RFC 6901); empty where the text is no JSON. */
  public Optional<String> pointer() {
    return pointer;
  }

  /** What is wrong or was expected; never what was found. */
  public String expected() {
    return expected;
  }
}
