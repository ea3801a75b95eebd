package org.sallyport.openpgp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * ASCII armor (RFC 9580 section 6): binary OpenPGP data as lines of Base64 between a header and a
 * tail line, for places where only text survives.
 *
 * <p>What is written has a CRC-24, because GnuPG 2.2 takes a message without one for damaged. What
 * is read may have any or none: section 6.1 forbids to refuse for it, and says nothing that
 * encryption does not say better.
 */
public final class Armor {
  private Armor() {}

  /** What is in armor, as its header line says. */
  public enum Kind {
    /** An encrypted or signed message. */
    MESSAGE,
    /** One or more certificates. */
    PUBLIC_KEY_BLOCK,
    /** One or more secret keys. */
    PRIVATE_KEY_BLOCK,
    /** Detached signatures. */
    SIGNATURE;

    /** The words in the header line. */
    public String label() {
      return "PGP " + name().replace('_', ' ');
    }
  }

  /** The armored form of something small. */
  public static String of(Kind kind, byte[] content) {
    var text = new ByteArrayOutputStream(content.length * 3 / 2 + 128);
    try (var armor = new ArmorOutputStream(text, kind)) {
      armor.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.US_ASCII);
  }

  /**
   * A stream whose bytes arrive at {@code sink} in armor. Closing it writes the tail and closes the
   * sink.
   */
  public static OutputStream writer(OutputStream sink, Kind kind) {
    return new ArmorOutputStream(sink, kind);
  }

  /**
   * The binary content of {@code source}, which may be in armor or binary already. Reading throws
   * {@link MalformedArmorException} where armor is not well formed.
   */
  public static InputStream reader(InputStream source) throws IOException {
    var first = source.read();
    if (first < 0) {
      return InputStream.nullInputStream();
    }
    var whole =
        new SequenceInputStream(new ByteArrayInputStream(new byte[] {(byte) first}), source);
    // Every packet begins with an octet whose first bit is set (section 4.2); no ASCII does.
    return (first & 0x80) != 0 ? whole : new ArmorInputStream(whole);
  }

  /**
   * The kind for binary data, by its first packet: what a tool should write above data that it did
   * not make.
   */
  public static Result<Kind> kindOf(byte[] binary) {
    if (binary.length == 0 || (binary[0] & 0x80) == 0) {
      return Result.refused(Refusal.Kind.MALFORMED, "this is not binary OpenPGP data");
    }
    var tag = (binary[0] & 0x40) != 0 ? binary[0] & 0x3f : (binary[0] & 0x3c) >> 2;
    return switch (tag) {
      case 2 -> Result.of(signaturesOnly(binary) ? Kind.SIGNATURE : Kind.MESSAGE);
      case 5 -> Result.of(Kind.PRIVATE_KEY_BLOCK);
      case 6 -> Result.of(Kind.PUBLIC_KEY_BLOCK);
      case 1, 3, 4, 8, 9, 10, 11, 18, 20, 21 -> Result.of(Kind.MESSAGE);
      default ->
          Result.refused(
              Refusal.Kind.MALFORMED, "OpenPGP data does not begin with a packet of type " + tag);
    };
  }

  private static boolean signaturesOnly(byte[] binary) {
    return Signatures.read(binary) instanceof Result.Of<?>;
  }
}
