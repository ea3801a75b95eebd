package org.sallyport.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sallyport.web.route.Feed;
import org.sallyport.web.route.Json;

/**
 * Server-sent events (WHATWG HTML, section 9.2): one virtual thread for each stream, which ends
 * when the client is gone, when it reads too slowly, or when the server stops.
 */
final class EventStreams {
  /** Below the idle limit of a connection; also how soon a client that is gone is noticed. */
  private static final long HEARTBEAT_SECONDS = 10;

  /** Events that a client may be behind. */
  private static final int BEHIND = 256;

  /** Wakes a stream that waits, so that it sees that the server stops. */
  private static final Feed.Event END = new Feed.Event("", "", "");

  private final Semaphore places;
  private final Set<BlockingQueue<Feed.Event>> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closing = new AtomicBoolean();

  EventStreams(int atMost) {
    places = new Semaphore(atMost);
  }

  /** Streams until one side ends; false, with nothing written, where too many streams are open. */
  boolean serve(Context context, Feed feed) {
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      context.contentType("text/event-stream");
      stream(context.res().getOutputStream(), feed);
    } catch (IOException e) {
      return true; // the client is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
    return true;
  }

  private void stream(OutputStream out, Feed feed) throws IOException, InterruptedException {
    var waiting = new ArrayBlockingQueue<Feed.Event>(BEHIND);
    var tooSlow = new AtomicBoolean();
    open.add(waiting);
    try (var _ =
        feed.open(
            event -> {
              if (!waiting.offer(event)) {
                tooSlow.set(true);
              }
            })) {
      write(out, "retry: 2000\n\n");
      while (!closing.get() && !tooSlow.get()) {
        var event = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        write(out, event == null || event.equals(END) ? ":\n\n" : text(event));
      }
    } finally {
      open.remove(waiting);
    }
  }

  /** JSON has no line breaks, so one data line holds it. */
  private static String text(Feed.Event event) {
    return "id: "
        + event.id()
        + "\nevent: "
        + event.name()
        + "\ndata: "
        + Json.text(event.data())
        + "\n\n";
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  /** Ends all streams. */
  void close() {
    closing.set(true);
    open.forEach(waiting -> waiting.offer(END));
  }
}
