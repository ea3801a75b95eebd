package org.sallyport.openpgp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;

/** Reads bounded input, armored or binary, as a list of objects that Bouncy Castle parses. */
final class KeyReader {
  /** The most octets that are read as keys or signatures. */
  static final int MOST_OCTETS = 16 * 1024 * 1024;

  private KeyReader() {}

  static <T> Result<List<T>> read(byte[] input, Class<T> type, String expected) {
    if (input.length > MOST_OCTETS) {
      return Result.refused(
          Refusal.Kind.LIMIT, "more than " + MOST_OCTETS + " octets where " + expected + " belong");
    }
    try {
      return parse(binary(input), type, expected);
    } catch (MalformedArmorException e) {
      return Result.refused(Refusal.Kind.MALFORMED, why(e));
    } catch (IOException | RuntimeException malformed) {
      return Result.refused(
          Refusal.Kind.MALFORMED, "the data cannot be read as " + expected + ": " + why(malformed));
    }
  }

  private static String why(Exception malformed) {
    var message = malformed.getMessage();
    return message == null ? "they are malformed" : message;
  }

  private static <T> Result<List<T>> parse(byte[] binary, Class<T> type, String expected)
      throws IOException {
    var found = new ArrayList<T>();
    var objects = new PGPObjectFactory(binary, Bc.FINGERPRINTS);
    for (var next = objects.nextObject(); next != null; next = objects.nextObject()) {
      if (isCrowded(next)) {
        return Result.refused(Refusal.Kind.LIMIT, Crowd.REASON);
      }
      if (type.isInstance(next)) {
        found.add(type.cast(next));
      } else if (!isIgnorable(next)) {
        return Result.refused(
            Refusal.Kind.MALFORMED,
            "there is something else where " + expected + " belong: " + Packets.name(next));
      }
    }
    return found.isEmpty()
        ? Result.refused(Refusal.Kind.MALFORMED, "there is nothing where " + expected + " belong")
        : Result.of(List.copyOf(found));
  }

  private static boolean isCrowded(Object packet) {
    return switch (packet) {
      case PGPPublicKeyRing ring -> Crowd.in(ring);
      case PGPSecretKeyRing ring -> Crowd.in(ring.getPublicKey(), ring.size());
      default -> false;
    };
  }

  private static boolean isIgnorable(Object packet) {
    return packet instanceof org.bouncycastle.openpgp.PGPMarker
        || packet instanceof org.bouncycastle.openpgp.PGPPadding;
  }

  /** Every block of armor, or what is binary already. */
  static byte[] binary(byte[] input) throws IOException {
    if (input.length == 0 || (input[0] & 0x80) != 0) {
      return input;
    }
    var lines = new ArmorLines(new ByteArrayInputStream(input));
    var binary = new ByteArrayOutputStream(input.length);
    boolean any = false;
    while (true) {
      var block = new ArmorInputStream(lines);
      if (!ArmorInputStream.passToNext(lines, block)) {
        break;
      }
      any = true;
      block.transferTo(binary);
    }
    if (!any) {
      throw new MalformedArmorException("there is neither armor nor binary OpenPGP data");
    }
    return binary.toByteArray();
  }
}
