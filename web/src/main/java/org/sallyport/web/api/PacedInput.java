package org.sallyport.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as a stream that ends with an exception where it is larger than allowed, or
 * comes more slowly than {@value #SLOWEST} octets a second on the whole, so that nobody holds what
 * a request holds by dripping. The virtual thread that handles the request.
 */
final class PacedInput extends InputStream {
  /** Half of what the slowest telephone line carries. */
  static final long SLOWEST = 2048;

  private final Request request;
  private final long most;
  private final Duration grace;
  private final long begun = System.nanoTime();
  private Content.@Nullable Chunk chunk;
  private long come;
  private boolean over;

  /**
   * The body of a request.
   *
   * @param most octets
   * @param grace how long it may take in any case
   */
  PacedInput(Request request, long most, Duration grace) {
    this.request = request;
    this.most = most;
    this.grace = grace;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] octets, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      var current = chunk;
      if (current != null && current.hasRemaining()) {
        return current.get(octets, offset, length);
      }
      release();
      if (over) {
        return -1;
      }
      next();
    }
  }

  private void next() throws IOException {
    var next = await();
    if (next == null) {
      throw new IOException("the body comes too slowly");
    }
    if (Content.Chunk.isFailure(next)) {
      over = true;
      throw new IOException("the body broke off", next.getFailure());
    }
    over = next.isLast();
    chunk = next;
    come += next.remaining();
    if (come > most) {
      throw new IOException("the body is larger than allowed");
    }
  }

  private Content.@Nullable Chunk await() throws IOException {
    var allowed = grace.plusSeconds(come / SLOWEST).minusNanos(System.nanoTime() - begun);
    try {
      return new Body(request, allowed).next();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void release() {
    var current = chunk;
    if (current != null) {
      current.release();
      chunk = null;
    }
  }

  /** What was not read is the server's to pass over. */
  @Override
  public void close() {
    release();
  }
}
