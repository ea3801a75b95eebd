package org.sallyport.openpgp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Writes armor in blocks of many lines. Used by one thread. */
final class ArmorOutputStream extends OutputStream {
  private static final int LINE = 48;
  private static final int BLOCK = 1024 * LINE;

  private final OutputStream sink;
  private final Armor.Kind kind;
  private final Base64.Encoder lines =
      Base64.getMimeEncoder(LINE * 4 / 3, "\n".getBytes(StandardCharsets.US_ASCII));
  private final byte[] block = new byte[BLOCK];
  private final byte[] encoded = new byte[BLOCK / LINE * (LINE * 4 / 3 + 1)];
  private final Crc24 crc = new Crc24();
  private int held;
  private boolean begun;
  private boolean closed;

  ArmorOutputStream(OutputStream sink, Armor.Kind kind) {
    this.sink = sink;
    this.kind = kind;
  }

  @Override
  public void write(int octet) throws IOException {
    if (held == BLOCK) {
      writeBlock();
    }
    block[held++] = (byte) octet;
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    for (int at = from, left = length; left > 0; ) {
      if (held == BLOCK) {
        writeBlock();
      }
      int part = Math.min(left, BLOCK - held);
      System.arraycopy(octets, at, block, held, part);
      held += part;
      at += part;
      left -= part;
    }
  }

  private void writeBlock() throws IOException {
    begin();
    crc.update(block, 0, held);
    int length =
        held == BLOCK
            ? lines.encode(block, encoded)
            : lines.encode(Arrays.copyOf(block, held), encoded);
    sink.write(encoded, 0, length);
    sink.write('\n');
    held = 0;
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      sink.write(("-----BEGIN " + kind.label() + "-----\n\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Writes the tail and closes the sink. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (sink) {
      begin();
      if (held > 0) {
        writeBlock();
      }
      int value = crc.value();
      var checksum = new byte[] {(byte) (value >> 16), (byte) (value >> 8), (byte) value};
      var tail =
          "="
              + Base64.getEncoder().encodeToString(checksum)
              + "\n-----END "
              + kind.label()
              + "-----\n";
      sink.write(tail.getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Override
  public void flush() throws IOException {
    sink.flush();
  }
}
