package org.sallyport.mime.report;

import java.util.Locale;
import java.util.Optional;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Header;

/** Mail that a machine wrote, or that went in circles, and that no machine answers. */
public final class AutomaticMail {
  /** Behind a field of this name stands who has let the message pass. */
  public static final String PASSED = "X-Sallyport-Passed";

  private AutomaticMail() {}

  /**
   * Why no machine may answer a message (RFC 3834 section 2); empty where one may.
   *
   * @param returnPath of its envelope; empty for reports
   */
  public static Optional<String> whyUnanswered(Header header, String returnPath) {
    if (returnPath.isBlank()) {
      return Optional.of("its return path is empty: it is a report itself");
    }
    var submitted = word(header, "Auto-Submitted");
    if (!submitted.isEmpty() && !submitted.equals("no")) {
      return Optional.of("a machine wrote it (Auto-Submitted)");
    }
    var precedence = word(header, "Precedence");
    if (precedence.equals("bulk") || precedence.equals("junk") || precedence.equals("list")) {
      return Optional.of("it went to many (Precedence)");
    }
    return header.first("List-Id").isPresent()
        ? Optional.of("it comes from a mailing list")
        : Optional.empty();
  }

  private static String word(Header header, String name) {
    return header
        .first(name)
        .map(Field::body)
        .map(body -> body.split("[;( ]", 2)[0].strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  /** How many servers a message has come through (RFC 5321 section 6.3). */
  public static int hops(Header header) {
    return header.count("Received");
  }

  /**
   * How often it has passed somebody, who puts a field {@link #PASSED} with their name on top each
   * time.
   */
  public static int passes(Header header, String who) {
    return (int) header.all(PASSED).filter(field -> field.body().equalsIgnoreCase(who)).count();
  }
}
