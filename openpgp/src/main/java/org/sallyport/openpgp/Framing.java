package org.sallyport.openpgp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds what is read of a message that is not its content: Bouncy Castle holds such packets in
 * memory, whole, and compression makes them of next to nothing. Used by one thread.
 */
final class Framing {
  /** Octets of each layer. */
  static final int MOST = 1024 * 1024;

  private boolean inContent;
  private boolean exceeded;

  /** Octets count no longer: content begins, which has a limit of its own. */
  void pause() {
    inContent = true;
  }

  void resume() {
    inContent = false;
  }

  /** Whether some layer has had more than {@link #MOST}. */
  boolean exceeded() {
    return exceeded;
  }

  InputStream bound(InputStream layer) {
    return new Layer(layer);
  }

  private final class Layer extends FilterInputStream {
    private long octets;

    Layer(InputStream in) {
      super(in);
    }

    private void count(long more) throws IOException {
      if (!inContent && more > 0) {
        octets += more;
        if (octets > MOST) {
          exceeded = true;
          throw new IOException("too many octets around the content");
        }
      }
    }

    @Override
    public int read() throws IOException {
      int octet = in.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = in.read(into, from, length);
      count(read);
      return read;
    }

    @Override
    public long skip(long most) throws IOException {
      long skipped = in.skip(most);
      count(skipped);
      return skipped;
    }
  }
}
