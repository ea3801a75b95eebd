package org.sallyport.encryption.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.store.Transaction;

/** Who changed what, and when; written in the transaction of the change itself. */
public final class AuditTrail {
  private final InstantSource clock;

  /** A trail that is dated by {@code clock}. */
  public AuditTrail(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Writes an entry.
   *
   * @param actor who did it: {@code administrator ada}, {@code client c_…}, {@code server}
   * @param action such as {@code key-recovered}
   * @param subject whom or what it was done to, such as an address or a fingerprint
   * @param detail more, for people; never a secret
   */
  public void record(Transaction in, String actor, String action, String subject, String detail) {
    in.run(
        "INSERT INTO audit_trail (at, actor, action, subject, detail) VALUES (?,?,?,?,?)",
        clock.instant(),
        actor,
        action,
        subject,
        detail);
  }

  /**
   * The latest entries first.
   *
   * @param subject of this alone
   * @param before older than this sequence
   */
  public List<AuditEntry> entries(
      Transaction in, Optional<String> subject, OptionalLong before, int limit) {
    var of = subject.orElse("");
    return in.all(
        "SELECT sequence, at, actor, action, subject, detail FROM audit_trail"
            + " WHERE sequence < ? AND (subject = ? OR ? = '') ORDER BY sequence DESC LIMIT ?",
        row ->
            new AuditEntry(
                row.number("sequence"),
                row.time("at"),
                row.text("actor"),
                row.text("action"),
                row.text("subject"),
                row.text("detail")),
        before.orElse(Long.MAX_VALUE),
        of,
        of,
        limit);
  }

  /** Forgets entries older than {@code end}. */
  public int forget(Transaction in, Instant end) {
    return in.run("DELETE FROM audit_trail WHERE at < ?", end);
  }
}
