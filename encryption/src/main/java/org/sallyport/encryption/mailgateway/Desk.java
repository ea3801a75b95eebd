package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.sallyport.encryption.content.Contents;
import org.sallyport.encryption.mailqueue.Leased;
import org.sallyport.encryption.mailqueue.MailQueue;
import org.sallyport.encryption.mailqueue.Route;
import org.sallyport.smtp.client.Content;
import org.sallyport.store.Store;
import org.sallyport.wire.smtp.MailAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one listener's books are written with.
 *
 * @param gateway its name
 */
record Desk(
    String gateway,
    MailListenerSettings listener,
    Store store,
    InstantSource clock,
    Contents contents,
    MailQueue queue,
    Boxes boxes,
    Handovers handovers,
    Relaying relaying,
    LoopGuard loops) {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  /** A sender waits ten minutes for the answer to a text (RFC 5321 section 4.5.3.2.6). */
  private static final Duration AT_ONCE = Duration.ofMinutes(4);

  /** Where mail of the listener goes for somebody. */
  Route route(MailAddress to) {
    return listener
        .towards()
        .map(
            next ->
                switch (next) {
                  case INSIDE -> Route.INSIDE;
                  case OUTSIDE -> Route.OUTSIDE;
                })
        .orElseGet(() -> home(to));
  }

  /** Where mail to somebody goes whatever the listener, such as a report. */
  Route home(MailAddress to) {
    return relaying.isManaged(to) ? Route.INSIDE : Route.OUTSIDE;
  }

  /** The field that the loop guard counts. */
  byte[] mark() {
    return loops.mark().getBytes(StandardCharsets.US_ASCII);
  }

  /** The trace field of mail that goes by the queue. */
  byte[] received(Arrival arrival) {
    return ReceivedField.of(arrival.peer(), gateway, arrival.trace(), arrival.at());
  }

  /**
   * Hands over what was kept, on the connection that is held. What the next hop does not take now,
   * and what was not begun while the sender may be kept waiting, is the queue's from here on.
   */
  void handOver(HeldHop hop, List<Leased> all) {
    hop.forget();
    var until = clock.instant().plus(AT_ONCE);
    for (var each : all) {
      try {
        if (clock.instant().isBefore(until)) {
          var outcomes = hop.deliver(each.envelope(), content(each), () -> queue.ending(each));
          queue.settle(each, outcomes, hop.via());
        } else {
          queue.giveBack(each);
        }
      } catch (RuntimeException e) { // the message is kept: a node tries when the lease is over
        queue.forget(each);
        LOG.atError()
            .addKeyValue("trace", each.trace())
            .addKeyValue("cause", String.valueOf(e.getMessage()))
            .log("mail-not-handed-over");
      }
    }
  }

  private Content content(Leased leased) {
    return new Content() {
      @Override
      public InputStream open() throws IOException {
        return contents.open(leased.content());
      }

      @Override
      public OptionalLong size() {
        return OptionalLong.of(leased.size());
      }
    };
  }
}
