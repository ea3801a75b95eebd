package org.sallyport.oath;

/**
 * How codes look and are made.
 *
 * @param algorithm the hash
 * @param digits 6 to 8 (RFC 4226 section 5.3 has at least 6)
 */
public record CodeForm(HashAlgorithm algorithm, int digits) {
  /** What every app understands: SHA-1 and six digits. */
  public static final CodeForm USUAL = new CodeForm(HashAlgorithm.SHA1, 6);

  private static final int[] POWERS = {1_000_000, 10_000_000, 100_000_000};

  /** Refuses other numbers of digits. */
  public CodeForm {
    if (digits < 6 || digits > 8) {
      throw new IllegalArgumentException("codes have 6 to 8 digits, not " + digits);
    }
  }

  int modulus() {
    return POWERS[digits - 6];
  }

  /** A code with its leading zeros. */
  String write(int code) {
    var text = Integer.toString(code);
    return "0".repeat(digits - text.length()) + text;
  }

  /** The number that a text of just these digits stands for; -1, which no code is, for others. */
  static int read(String text, int digits) {
    if (text.length() != digits) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < digits; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = 10 * number + digit - '0';
    }
    return number;
  }
}
