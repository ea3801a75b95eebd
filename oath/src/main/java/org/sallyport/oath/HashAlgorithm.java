package org.sallyport.oath;

import java.util.Locale;
import java.util.Optional;

/** The hash in the HMAC that codes are made with (RFC 6238 section 1.2). */
public enum HashAlgorithm {
  /** What RFC 4226 has, and most apps alone understand. */
  SHA1("HmacSHA1", 20),
  /** HMAC-SHA-256. */
  SHA256("HmacSHA256", 32),
  /** HMAC-SHA-512. */
  SHA512("HmacSHA512", 64);

  private final String mac;
  private final int octets;

  HashAlgorithm(String mac, int octets) {
    this.mac = mac;
    this.octets = octets;
  }

  String mac() {
    return mac;
  }

  /** How long a seed should be (RFC 6238 section 5.1: the length of the hash), in octets. */
  public int seedLength() {
    return octets;
  }

  /** The algorithm named, with or without a hyphen, {@code Hmac} before it, in any case. */
  public static Optional<HashAlgorithm> named(String text) {
    var plain = text.toUpperCase(Locale.ROOT).replace("-", "").replaceFirst("^HMAC", "");
    for (var algorithm : values()) {
      if (algorithm.name().equals(plain)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }
}
