package org.sallyport.director.health;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * A socket with one deadline for connecting and everything that is read: a peer that sends a byte
 * now and then cannot stretch it. Writes are small enough to fit the send buffer.
 */
final class DeadlineSocket extends Socket {
  private final long deadline;

  /** A socket that gives up when {@link System#nanoTime} reaches {@code deadline}. */
  DeadlineSocket(long deadline) {
    this.deadline = deadline;
  }

  void connect(InetSocketAddress address) throws IOException {
    try {
      connect(address, remainingMillis());
    } catch (SocketTimeoutException _) {
      throw new DeadlineExceeded();
    }
    setTcpNoDelay(true);
  }

  /** Milliseconds until the deadline, at least one. */
  int remainingMillis() throws DeadlineExceeded {
    long remaining = deadline - System.nanoTime();
    if (remaining <= 0) {
      throw new DeadlineExceeded();
    }
    return Math.clamp(TimeUnit.NANOSECONDS.toMillis(remaining), 1, Integer.MAX_VALUE);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new DeadlineInput(super.getInputStream());
  }

  private final class DeadlineInput extends FilterInputStream {
    DeadlineInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      setSoTimeout(remainingMillis());
      try {
        return super.read(target, offset, length);
      } catch (SocketTimeoutException _) {
        throw new DeadlineExceeded();
      }
    }
  }
}
