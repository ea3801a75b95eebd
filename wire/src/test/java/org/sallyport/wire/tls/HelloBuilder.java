package org.sallyport.wire.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Writes ClientHellos, well-formed unless a test says otherwise. */
final class HelloBuilder {
  private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();
  private int version = 0x0303;
  private byte[] session = new byte[32];
  private byte[] suites = {0x13, 0x01};
  private byte[] compressions = {0};

  HelloBuilder version(int version) {
    this.version = version;
    return this;
  }

  HelloBuilder session(int length) {
    session = new byte[length];
    return this;
  }

  HelloBuilder suites(int length) {
    suites = new byte[length];
    return this;
  }

  HelloBuilder compressions(int length) {
    compressions = new byte[length];
    return this;
  }

  HelloBuilder extension(int type, byte[] body) {
    extensions.writeBytes(concat(uint16(type), vector16(body)));
    return this;
  }

  HelloBuilder serverName(String name) {
    return extension(0, vector16(concat(new byte[] {0}, vector16(name.getBytes(ISO_8859_1)))));
  }

  HelloBuilder alpn(String... names) {
    byte[] list = {};
    for (var name : names) {
      list = concat(list, vector8(name.getBytes(ISO_8859_1)));
    }
    return extension(16, vector16(list));
  }

  HelloBuilder tls13() {
    return extension(43, vector8(new byte[] {0x0A, 0x0A, 3, 4, 3, 3}));
  }

  /** X25519MLKEM768: a key share of 1216 bytes. */
  HelloBuilder postQuantum() {
    byte[] share = concat(uint16(0x11EC), vector16(new byte[1216]));
    return extension(51, vector16(share));
  }

  byte[] body() {
    byte[] fixed = concat(uint16(version), new byte[32], vector8(session));
    byte[] lists = concat(vector16(suites), vector8(compressions));
    return extensions.size() == 0
        ? concat(fixed, lists)
        : concat(fixed, lists, vector16(extensions.toByteArray()));
  }

  /** The handshake message. */
  byte[] message() {
    return message(1, body());
  }

  static byte[] message(int type, byte[] body) {
    return concat(new byte[] {(byte) type, (byte) (body.length >> 16)}, vector16(body));
  }

  /** The message in one record. */
  byte[] bytes() {
    return record(message());
  }

  /** The message in records of that many bytes. */
  byte[] bytes(int fragment) {
    byte[] message = message();
    byte[] records = {};
    for (int pos = 0; pos < message.length; pos += fragment) {
      int end = Math.min(message.length, pos + fragment);
      records = concat(records, record(Arrays.copyOfRange(message, pos, end)));
    }
    return records;
  }

  static byte[] record(byte[] fragment) {
    return concat(new byte[] {22, 3, 1}, vector16(fragment));
  }

  static byte[] vector8(byte[] content) {
    return concat(new byte[] {(byte) content.length}, content);
  }

  static byte[] vector16(byte[] content) {
    return concat(uint16(content.length), content);
  }

  static byte[] uint16(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
