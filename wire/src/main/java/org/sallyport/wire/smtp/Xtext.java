package org.sallyport.wire.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * The encoding of values of parameters (RFC 3461 section 4): {@code +} and two upper case
 * hexadecimal digits for what may not stand in a value. Octets beyond ASCII are UTF-8.
 */
public final class Xtext {
  private static final String HEX = "0123456789ABCDEF";

  private Xtext() {}

  /** The encoded form. */
  public static String encode(String text) {
    var encoded = new StringBuilder();
    for (byte octet : text.getBytes(UTF_8)) {
      if (octet > ' ' && octet < 0x7F && octet != '+' && octet != '=') {
        encoded.append((char) octet);
      } else {
        encoded.append('+').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
      }
    }
    return encoded.toString();
  }

  /** Empty: this is no xtext, or what it stands for is no UTF-8. */
  public static Optional<String> decode(String encoded) {
    var octets = new ByteArrayOutputStream();
    for (int at = 0; at < encoded.length(); at++) {
      char c = encoded.charAt(at);
      if (c <= ' ' || c >= 0x7F || c == '=') {
        return Optional.empty();
      }
      if (c == '+') {
        int octet = octet(encoded, at + 1);
        if (octet < 0) {
          return Optional.empty();
        }
        octets.write(octet);
        at += 2;
      } else {
        octets.write(c);
      }
    }
    try {
      var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.toByteArray()));
      return Optional.of(text.toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  private static int octet(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = HEX.indexOf(text.charAt(at));
    int low = HEX.indexOf(text.charAt(at + 1));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
