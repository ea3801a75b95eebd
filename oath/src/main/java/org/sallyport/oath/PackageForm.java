package org.sallyport.oath;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/**
 * The plain form of a {@link LocalPackage}, big-endian: version 1; user (two octets of length,
 * modified UTF-8); valid from and until (seconds, 8 octets each); number of entries (1 octet); for
 * each a kind (0 time-based, 1 event-based), credential, digits (1), for time-based ones period (2)
 * and drift (4), first (8), number of codes (4) and the codes (4 each).
 */
final class PackageForm {
  private static final int VERSION = 1;
  private static final int TIMED = 0;
  private static final int COUNTED = 1;

  private PackageForm() {}

  static byte[] write(LocalPackage one) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(one.user());
      out.writeLong(one.validFrom().getEpochSecond());
      out.writeLong(one.validUntil().getEpochSecond());
      out.writeByte(one.codes().size());
      for (var codes : one.codes()) {
        write(codes, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(LocalCodes codes, DataOutputStream out) throws IOException {
    out.writeByte(codes instanceof LocalCodes.Timed ? TIMED : COUNTED);
    out.writeUTF(codes.credential());
    out.writeByte(codes.digits());
    if (codes instanceof LocalCodes.Timed timed) {
      out.writeShort(timed.period());
      out.writeInt(timed.drift());
    }
    out.writeLong(codes.first());
    out.writeInt(codes.codes().length);
    for (int code : codes.codes()) {
      out.writeInt(code);
    }
  }

  static Optional<LocalPackage> read(byte[] plain) {
    try (var in = new DataInputStream(new ByteArrayInputStream(plain))) {
      if (in.readUnsignedByte() != VERSION) {
        return Optional.empty();
      }
      var user = in.readUTF();
      var from = Instant.ofEpochSecond(in.readLong());
      var until = Instant.ofEpochSecond(in.readLong());
      int count = in.readUnsignedByte();
      var codes = new ArrayList<LocalCodes>();
      for (int i = 0; i < count; i++) {
        codes.add(readCodes(in));
      }
      return in.available() == 0
          ? Optional.of(new LocalPackage(user, from, until, codes))
          : Optional.empty();
    } catch (IOException | RuntimeException notOurs) {
      return Optional.empty();
    }
  }

  private static LocalCodes readCodes(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    var credential = in.readUTF();
    int digits = in.readUnsignedByte();
    if (kind == TIMED) {
      int period = in.readUnsignedShort();
      int drift = in.readInt();
      return new LocalCodes.Timed(credential, digits, period, drift, in.readLong(), readInts(in));
    }
    if (kind == COUNTED) {
      return new LocalCodes.Counted(credential, digits, in.readLong(), readInts(in));
    }
    throw new IOException("no kind of codes: " + kind);
  }

  private static int[] readInts(DataInputStream in) throws IOException {
    int count = in.readInt();
    // What is claimed must be there, before memory is taken for it.
    if (count < 0 || count > LocalCodes.MOST_CODES || count > in.available() / Integer.BYTES) {
      throw new IOException("not so many codes: " + count);
    }
    var codes = new int[count];
    for (int i = 0; i < count; i++) {
      codes[i] = in.readInt();
    }
    return codes;
  }
}
