package org.sallyport.encryption.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.ignition.VaultColumn;
import org.sallyport.kernel.Ids;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/** Letters that wait to be sent, and how those of the last days fared. Any thread. */
public final class Outbox {
  /** For how long it is seen that a letter was sent or not. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** How long a node may take to send a letter before another tries. */
  static final Duration LEASE = Duration.ofMinutes(5);

  private static final int AT_ONCE = 8;
  private static final byte[] FORGOTTEN = {};
  private static final String COLUMNS =
      "id, recipient, purpose, state, created, expires, due, tries, problem";
  private static final String READY = "state = 'WAITING' AND due <= ? AND leased <= ?";

  private final VaultColumn sealed;
  private final InstantSource clock;
  private final Semaphore bell = new Semaphore(0);

  /** The outbox of a store. */
  public Outbox(Vault vault, InstantSource clock) {
    this.sealed = vault.column("outbox", "message");
    this.clock = clock;
  }

  /**
   * Keeps a letter to be sent once the transaction is durable.
   *
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public void put(Transaction in, Letter letter) {
    var id = Ids.next('m');
    var now = clock.instant();
    in.run(
        "INSERT INTO outbox (id, recipient, purpose, message, state, created, expires, due, tries,"
            + " leased, problem) VALUES (?,?,?,?,'WAITING',?,?,?,0,0,'')",
        id,
        letter.to().text(),
        letter.purpose(),
        seal(letter, id),
        now,
        letter.expires(),
        now);
    in.afterCommit(bell::release);
  }

  private byte[] seal(Letter letter, String id) {
    var text = letter.text().reveal();
    var subject = (letter.subject() + "\n").getBytes(UTF_8);
    var both = Arrays.copyOf(subject, subject.length + text.length);
    System.arraycopy(text, 0, both, subject.length, text.length);
    try (var secret = Secret.copyOf(both)) {
      return sealed.seal(secret, id);
    } finally {
      Arrays.fill(text, (byte) 0);
      Arrays.fill(both, (byte) 0);
    }
  }

  /** Waits until a letter was put on this node, or for the time. */
  void await(Duration time) throws InterruptedException {
    if (bell.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
      bell.drainPermits();
    }
  }

  /** Whether there is something to send; costs no write. */
  boolean isDue(Transaction in) {
    var now = clock.instant();
    return in.first("SELECT id FROM outbox WHERE " + READY + " LIMIT 1", _ -> true, now, now)
        .isPresent();
  }

  /** A letter that is this node's to send, for as long as the lease. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Leased(KeptLetter kept, byte[] message) {
    @Override
    public String toString() {
      return "Leased[" + kept.id() + "]";
    }
  }

  /** Takes some that are due; no other node takes them meanwhile. */
  List<Leased> lease(Transaction in) {
    var now = clock.instant();
    return in.all(
        "UPDATE outbox SET leased = ? WHERE "
            + READY
            + " AND id IN (SELECT id FROM outbox WHERE "
            + READY
            + " ORDER BY due LIMIT "
            + AT_ONCE
            + ") RETURNING message, "
            + COLUMNS,
        row -> new Leased(read(row), row.bytes("message")),
        now.plus(LEASE),
        now,
        now,
        now,
        now);
  }

  /** Subject and text, with a line feed between; the caller closes it. */
  Secret open(Leased leased) {
    return sealed.open(leased.message(), leased.kept().id());
  }

  /** The relay has taken it. */
  void sent(Transaction in, String id) {
    end(in, id, KeptLetter.State.SENT, "");
  }

  /** It will never be sent. */
  void failed(Transaction in, String id, String problem) {
    end(in, id, KeptLetter.State.FAILED, problem);
  }

  private static void end(Transaction in, String id, KeptLetter.State state, String problem) {
    in.run(
        "UPDATE outbox SET state = ?, message = ?, tries = tries + 1, problem = ? WHERE id = ?",
        state.name(),
        FORGOTTEN,
        problem,
        id);
  }

  /** It is tried again, by any node. */
  void later(Transaction in, String id, Instant due, String problem) {
    in.run(
        "UPDATE outbox SET due = ?, leased = 0, tries = tries + 1, problem = ? WHERE id = ?",
        due,
        problem,
        id);
  }

  /**
   * The latest letters first.
   *
   * @param state those alone; empty for all
   */
  public List<KeptLetter> latest(Transaction in, Optional<KeptLetter.State> state, int limit) {
    var only = state.map(Enum::name).orElse("");
    return in.all(
        "SELECT "
            + COLUMNS
            + " FROM outbox WHERE (state = ? OR ? = '') ORDER BY created DESC, id LIMIT ?",
        Outbox::read,
        only,
        only,
        limit);
  }

  /** How many are in a state; of those that ended, in the last days. */
  public long count(Transaction in, KeptLetter.State state) {
    return in.first(
            "SELECT count(*) AS n FROM outbox WHERE state = ?",
            row -> row.number("n"),
            state.name())
        .orElse(0L);
  }

  /** Forgets letters that nobody asks about any more, sent or not. */
  public int forget(Transaction in) {
    return in.run("DELETE FROM outbox WHERE created < ?", clock.instant().minus(KEPT));
  }

  private static KeptLetter read(Row row) {
    return new KeptLetter(
        row.text("id"),
        row.text("recipient"),
        row.text("purpose"),
        KeptLetter.State.valueOf(row.text("state")),
        row.time("created"),
        row.time("expires"),
        row.time("due"),
        row.number("tries"),
        row.text("problem"));
  }
}
