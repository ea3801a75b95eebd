package org.sallyport.mime.pgp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Lets lines end with CR LF: a CR or LF that stands alone gets the other. Octets beyond ASCII, and
 * zeros, pass, or become question marks. Closing it does not close the sink. Used by one thread.
 */
final class CrlfOutputStream extends FilterOutputStream {
  private static final int BUFFER = 16 * 1024;

  private final boolean ascii;
  private final byte[] buffer = new byte[2 * BUFFER + 1];
  private boolean cr;

  CrlfOutputStream(OutputStream sink, boolean ascii) {
    super(sink);
    this.ascii = ascii;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    for (int at = from; at < from + length; at += BUFFER) {
      writePiece(octets, at, Math.min(at + BUFFER, from + length));
    }
  }

  private void writePiece(byte[] octets, int from, int end) throws IOException {
    int held = 0;
    for (int i = from; i < end; i++) {
      byte octet = octets[i];
      if (octet == '\n' && !cr) {
        buffer[held++] = '\r';
      } else if (cr && octet != '\n') {
        buffer[held++] = '\n';
      }
      cr = octet == '\r';
      buffer[held++] = ascii && octet <= 0 ? (byte) '?' : octet;
    }
    out.write(buffer, 0, held);
  }

  /** Ends the last line's end, and leaves the sink open. */
  @Override
  public void close() throws IOException {
    if (cr) {
      out.write('\n');
      cr = false;
    }
    out.flush();
  }
}
