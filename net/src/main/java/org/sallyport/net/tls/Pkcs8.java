package org.sallyport.net.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Wraps the older encodings of private keys into PKCS#8 (RFC 5958 section 2), which is what the JDK
 * reads: {@code SEQUENCE { version 0, AlgorithmIdentifier, OCTET STRING { old encoding } }}.
 */
final class Pkcs8 {
  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int SEQUENCE = 0x30;
  private static final int CONTEXT_0 = 0xA0;

  /** 1.2.840.113549.1.1.1, rsaEncryption, then NULL (RFC 8017 appendix A.1). */
  private static final byte[] RSA = {
    0x06,
    0x09,
    0x2A,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xF7,
    0x0D,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  /** 1.2.840.10045.2.1, id-ecPublicKey (RFC 5480 section 2.1.1). */
  private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

  private static final byte[] VERSION = {INTEGER, 1, 0};

  private Pkcs8() {}

  /** Wraps an RSAPrivateKey. */
  static byte[] ofPkcs1(byte[] key) {
    return wrap(RSA, key);
  }

  /**
   * Wraps an ECPrivateKey, whose curve moves to where PKCS#8 wants it.
   *
   * @throws IllegalArgumentException when it is not an ECPrivateKey that names its curve
   */
  static byte[] ofSec1(byte[] key) {
    var curve = curveOf(key);
    var identifier = Arrays.copyOf(EC, EC.length + curve.length);
    System.arraycopy(curve, 0, identifier, EC.length, curve.length);
    return wrap(identifier, key);
  }

  /**
   * {@code SEQUENCE { version, OCTET STRING, [0] { OBJECT IDENTIFIER } … }} (RFC 5915 section 3).
   */
  private static byte[] curveOf(byte[] key) {
    int at = inside(key, 0, SEQUENCE);
    at = after(key, at, INTEGER);
    at = after(key, at, OCTET_STRING);
    int start = inside(key, at, CONTEXT_0);
    return Arrays.copyOfRange(key, start, after(key, start, OBJECT_IDENTIFIER));
  }

  private static int after(byte[] der, int at, int tag) {
    int content = inside(der, at, tag);
    int end = content + length(der, at);
    if (end > der.length) {
      throw new IllegalArgumentException("the EC key ends too early");
    }
    return end;
  }

  private static int inside(byte[] der, int at, int tag) {
    if (at + 1 >= der.length || (der[at] & 0xFF) != tag) {
      throw new IllegalArgumentException("the EC key does not name its curve");
    }
    return at + ((der[at + 1] & 0x80) == 0 ? 2 : 2 + (der[at + 1] & 0x7F));
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xFF;
    if (first < 0x80) {
      return first;
    }
    int bytes = first & 0x7F;
    if (bytes > 2 || at + 2 + bytes > der.length) {
      throw new IllegalArgumentException("the EC key has a length that cannot be");
    }
    int length = 0;
    for (int i = 0; i < bytes; i++) {
      length = length << 8 | (der[at + 2 + i] & 0xFF);
    }
    return length;
  }

  private static byte[] wrap(byte[] identifier, byte[] key) {
    var inner = new ByteArrayOutputStream();
    inner.writeBytes(VERSION);
    write(inner, SEQUENCE, identifier);
    write(inner, OCTET_STRING, key);
    var outer = new ByteArrayOutputStream();
    write(outer, SEQUENCE, inner.toByteArray());
    return outer.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int tag, byte[] content) {
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else if (content.length < 0x1_0000) {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    } else {
      throw new IllegalArgumentException("a private key has less than 64 KiB");
    }
    out.writeBytes(content);
  }
}
