package org.sallyport.web.api;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends as a body, piece by piece, each waited for until a time. Belongs to the
 * virtual thread that handles the request.
 */
final class Body {
  /** What is still to come of a body that nobody wants is waited for no longer than this. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** More than this is not read of it. */
  private static final long MOST_UNWANTED = 256 * 1024L;

  private static final String DEMANDED = Body.class.getName();

  private final Request request;
  private final long end;

  /** A body that has to be there after some time. */
  Body(Request request, Duration time) {
    this.request = request;
    this.end = System.nanoTime() + time.toNanos();
  }

  /** The next piece, which the caller releases; null when none came in time. */
  Content.@Nullable Chunk next() throws InterruptedException {
    while (System.nanoTime() - end < 0) {
      var chunk = request.read();
      if (chunk != null) {
        return chunk;
      }
      if (!demanded().await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return null;
      }
      request.removeAttribute(DEMANDED);
    }
    return null;
  }

  /** Jetty takes one demand at a time: one that was not met is still there for the next reader. */
  private CountDownLatch demanded() {
    if (request.getAttribute(DEMANDED) instanceof CountDownLatch pending) {
      return pending;
    }
    var come = new CountDownLatch(1);
    request.setAttribute(DEMANDED, come);
    request.demand(come::countDown);
    return come;
  }

  /**
   * Reads what is still to come, within bounds. Jetty resets an HTTP/2 stream whose answer is ready
   * before the body has arrived, and clients take the reset for the answer (RFC 9113 section 8.1
   * asks them not to); on HTTP/1.1 it closes the connection.
   */
  static void discard(Request request) {
    if (request.getLength() == 0 || request.getLength() > MOST_UNWANTED || waits(request)) {
      return;
    }
    var body = new Body(request, PATIENCE);
    try {
      long left = MOST_UNWANTED;
      for (var chunk = body.next(); chunk != null && left > 0; chunk = body.next()) {
        left -= chunk.remaining();
        chunk.release();
        if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the client waits for a word before it sends the body (RFC 9110 section 10.1.1). */
  private static boolean waits(Request request) {
    return request.getHeaders().contains("Expect");
  }
}
