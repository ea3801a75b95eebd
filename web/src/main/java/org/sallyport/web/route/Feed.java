package org.sallyport.web.route;

import java.util.function.Consumer;

/**
 * A source of server-sent events (WHATWG HTML, section 9.2). The server opens it for each stream
 * and closes what it returns when the client is gone.
 */
@FunctionalInterface
public interface Feed {

  /**
   * Begins to deliver.
   *
   * @param sink takes an event from any thread without blocking; a client that reads too slowly is
   *     disconnected and comes back with the last id it saw
   */
  Subscription open(Consumer<Event> sink);

  /**
   * An event.
   *
   * @param id what the client sends back as {@code Last-Event-ID} after an interruption
   * @param name its type, such as {@code event}
   * @param data becomes JSON
   */
  record Event(String id, String name, Object data) {}

  /** An open feed. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
