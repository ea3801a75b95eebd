package org.sallyport.openpgp;

import java.util.HexFormat;
import java.util.Locale;

/**
 * Names a key (RFC 9580 section 5.5.4): 20 octets for version 4, 32 for version 6.
 *
 * @param hex upper-case hexadecimal digits without spaces
 */
public record Fingerprint(String hex) implements Comparable<Fingerprint> {
  /** Takes digits of either case. */
  public Fingerprint {
    hex = hex.toUpperCase(Locale.ROOT);
    if (!hex.matches("[0-9A-F]{40}|[0-9A-F]{64}")) {
      throw new IllegalArgumentException(
          "a fingerprint has 40 or 64 hexadecimal digits, not " + hex.length());
    }
  }

  static Fingerprint of(byte[] octets) {
    return new Fingerprint(HexFormat.of().formatHex(octets));
  }

  byte[] octets() {
    return HexFormat.of().parseHex(hex);
  }

  /** The key id: the last 16 digits of version 4, the first 16 of version 6. */
  public String keyId() {
    return hex.length() == 40 ? hex.substring(24) : hex.substring(0, 16);
  }

  @Override
  public int compareTo(Fingerprint other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
