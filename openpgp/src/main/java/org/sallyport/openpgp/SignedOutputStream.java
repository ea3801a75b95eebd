package org.sallyport.openpgp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;

/**
 * Takes content and writes it as a literal data packet, with signatures around it where there are
 * any. Closing it writes the signatures and closes the sink.
 */
final class SignedOutputStream extends OutputStream {
  private static final int PART = 64 * 1024;

  private final OutputStream sink;
  private final RunningSignatures signatures;
  private final PGPLiteralDataGenerator literal = new PGPLiteralDataGenerator();
  private OutputStream content = OutputStream.nullOutputStream();
  private boolean begun;
  private boolean closed;

  SignedOutputStream(OutputStream sink, RunningSignatures signatures) {
    this.sink = sink;
    this.signatures = signatures;
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      signatures.writeAnnouncements(sink);
      char format = signatures.isText() ? PGPLiteralData.UTF8 : PGPLiteralData.BINARY;
      // No name and no time: they are not signed, and tell what need not be told.
      content = literal.open(sink, format, "", Bc.date(Instant.EPOCH), new byte[PART]);
    }
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    begin();
    signatures.update(octets, from, length);
    content.write(octets, from, length);
  }

  @Override
  public void flush() throws IOException {
    // What is held back makes whole blocks of it.
  }

  /** Ends the message. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (sink) {
      begin();
      content.close();
      signatures.writeSignatures(sink);
    }
  }
}
