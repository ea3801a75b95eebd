package org.sallyport.mime.pgp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes something of its own before the first octet, so that what is refused at its beginning
 * leaves nothing in the sink. Closing it does not close the sink.
 */
final class LateStream extends FilterOutputStream {
  private byte[] before;

  LateStream(byte[] before, OutputStream sink) {
    super(sink);
    this.before = before.clone();
  }

  private void begin() throws IOException {
    if (before.length > 0) {
      out.write(before);
      before = new byte[0];
    }
  }

  @Override
  public void write(int octet) throws IOException {
    begin();
    out.write(octet);
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    begin();
    out.write(octets, from, length);
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
