package org.sallyport.encryption.mailgateway;

import java.time.Duration;
import java.time.InstantSource;
import org.sallyport.encryption.receipt.Receipts;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which messages have been taken for good, by their digests, so that a sender who missed our 250
 * and sends one again does not double it. Any thread.
 */
final class Handovers {
  /** How long it is known; senders try again for minutes to hours. */
  static final Duration KEPT = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(Handovers.class);
  private static final String RECEIPT = "message:";

  private final Store store;
  private final Receipts receipts;
  private final InstantSource clock;

  Handovers(Store store, Receipts receipts, InstantSource clock) {
    this.store = store;
    this.receipts = receipts;
    this.clock = clock;
  }

  /** Whether a message was taken before. */
  boolean isTaken(String digest) {
    return receipts.has(RECEIPT + digest)
        || store.<Boolean>read(
            in ->
                in.first("SELECT digest FROM mail_handovers WHERE digest = ?", _ -> true, digest)
                    .isPresent());
  }

  /** It is, once the transaction is durable. */
  void taken(Transaction in, String digest) {
    in.run(
        "INSERT INTO mail_handovers (digest, at) VALUES (?,?) ON CONFLICT DO NOTHING",
        digest,
        clock.instant());
  }

  /** The next hop has it; the store is to be told, and {@link #settled} when it was. */
  void atNextHop(String digest) {
    receipts.taken(RECEIPT + digest);
  }

  /** The store knows of it. */
  void settled(String digest) {
    receipts.settled(RECEIPT + digest);
  }

  /** Tells the store what a former process, or a store that was away, has left behind. */
  void catchUp() {
    for (var each : receipts.unsettled()) {
      if (each.startsWith(RECEIPT)) {
        var digest = each.substring(RECEIPT.length());
        store.write(
            in -> {
              taken(in, digest);
              return true;
            });
        receipts.settled(each);
      }
    }
  }

  /** The same from time to time, and forgets what nobody sends again. */
  void tidy() {
    try {
      catchUp();
      var old = clock.instant().minus(KEPT);
      store.write(in -> in.run("DELETE FROM mail_handovers WHERE at < ?", old));
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("mail-handovers-not-tidied");
    }
  }
}
