package org.sallyport.mime.structure;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first octets of a stream. */
final class BoundedInputStream extends FilterInputStream {
  private long left;

  BoundedInputStream(InputStream source, long size) {
    super(source);
    this.left = size;
  }

  @Override
  public int read() throws IOException {
    int octet = left > 0 ? in.read() : -1;
    left -= octet < 0 ? 0 : 1;
    return octet;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    if (most > 0 && left == 0) {
      return -1;
    }
    int length = in.read(into, from, (int) Math.min(most, left));
    left -= Math.max(length, 0);
    return length;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(Math.min(count, left));
    left -= skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), left);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
