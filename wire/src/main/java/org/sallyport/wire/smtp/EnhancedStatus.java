package org.sallyport.wire.smtp;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An enhanced status code (RFC 3463 section 2), such as {@code 5.1.1}.
 *
 * @param kind 2, 4 or 5: the class
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatus(int kind, int subject, int detail) {
  private static final Pattern FORM =
      Pattern.compile("([245])\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})");

  public EnhancedStatus {
    if (kind != 2 && kind != 4 && kind != 5) {
      throw new IllegalArgumentException("a class is 2, 4 or 5: " + kind);
    }
    if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
      throw new IllegalArgumentException("subject and detail are 0 to 999");
    }
  }

  /**
   * Of a constant.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static EnhancedStatus of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("no status: " + text));
  }

  /** Empty: the text is no status code. */
  public static Optional<EnhancedStatus> parse(String text) {
    var form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new EnhancedStatus(number(form.group(1)), number(form.group(2)), number(form.group(3))))
        : Optional.empty();
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  @Override
  public String toString() {
    return kind + "." + subject + "." + detail;
  }
}
