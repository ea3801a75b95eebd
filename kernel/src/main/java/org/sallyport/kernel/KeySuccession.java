package org.sallyport.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What a former organisation key signs of the one that follows it. */
public final class KeySuccession {
  private KeySuccession() {}

  /**
   * The text, as octets: three lines.
   *
   * @param former the fingerprint of the key that signs, in hexadecimal digits
   * @param next the fingerprint of the key that follows, likewise
   */
  public static byte[] statement(String former, String next) {
    return ("sallyport organisation key succession\n" + former + "\n" + next + "\n")
        .getBytes(US_ASCII);
  }
}
