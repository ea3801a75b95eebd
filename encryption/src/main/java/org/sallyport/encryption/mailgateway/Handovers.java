package org.sallyport.encryption.mailgateway;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
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

  /** What is known of a message. */
  enum Known {
    /** Nothing. */
    NOTHING,
    /** It was taken before. */
    TAKEN,
    /** It was sent whole, and a node ended before it noted the answer. */
    DOUBTFUL
  }

  /** What is known of a message. */
  Known known(String digest) {
    if (receipts.has(RECEIPT + digest)) {
      return Known.TAKEN;
    }
    if (receipts.isDoubtful(RECEIPT + digest)) {
      return Known.DOUBTFUL;
    }
    return store
        .<Optional<Boolean>>read(
            in ->
                in.first(
                    "SELECT doubtful FROM mail_handovers WHERE digest = ?",
                    row -> row.number("doubtful") != 0,
                    digest))
        .map(doubtful -> doubtful ? Known.DOUBTFUL : Known.TAKEN)
        .orElse(Known.NOTHING);
  }

  /** It is taken, once the transaction is durable. */
  void taken(Transaction in, String digest) {
    note(in, digest, false);
  }

  private void note(Transaction in, String digest, boolean doubtful) {
    // Another node may have taken since what this one is in doubt of.
    in.run(
        "INSERT INTO mail_handovers (digest, at, doubtful) VALUES (?,?,?) ON CONFLICT (digest) DO "
            + (doubtful ? "NOTHING" : "UPDATE SET doubtful = excluded.doubtful"),
        digest,
        clock.instant(),
        doubtful);
  }

  /** The last of it is about to go to the next hop. */
  void ending(String digest) {
    receipts.ending(RECEIPT + digest);
  }

  /** The next hop has it; the store is to be told, and {@link #settled} when it was. */
  void atNextHop(String digest) {
    receipts.taken(RECEIPT + digest);
  }

  /** The next hop does not have it, or nobody knows and the sender is told so. */
  void notAtNextHop(String digest) {
    receipts.notTaken(RECEIPT + digest);
  }

  /** The store knows of it. */
  void settled(String digest) {
    receipts.settled(RECEIPT + digest);
  }

  /** Tells the store what a former process, or a store that was away, has left behind. */
  void catchUp() {
    receipts.unsettled().forEach(each -> catchUp(each, false));
    receipts.doubtful().forEach(each -> catchUp(each, true));
  }

  private void catchUp(String receipt, boolean doubtful) {
    if (receipt.startsWith(RECEIPT)) {
      store.write(
          in -> {
            note(in, receipt.substring(RECEIPT.length()), doubtful);
            return true;
          });
      receipts.settled(receipt);
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
