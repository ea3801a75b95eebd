package org.sallyport.encryption.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.store.Row;
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
        AuditTrail::read,
        before.orElse(Long.MAX_VALUE),
        of,
        of,
        limit);
  }

  /** The sequence of the latest entry; 0 before the first. */
  public long lastSequence(Transaction in) {
    return in.first(
            "SELECT COALESCE(max(sequence), 0) AS last FROM audit_trail", row -> row.number("last"))
        .orElse(0L);
  }

  /** Entries after a sequence, in their order. */
  public List<AuditEntry> following(Transaction in, long sequence, int limit) {
    return in.all(
        "SELECT sequence, at, actor, action, subject, detail FROM audit_trail"
            + " WHERE sequence > ? ORDER BY sequence LIMIT ?",
        AuditTrail::read,
        sequence,
        limit);
  }

  private static AuditEntry read(Row row) {
    return new AuditEntry(
        row.number("sequence"),
        row.time("at"),
        row.text("actor"),
        row.text("action"),
        row.text("subject"),
        row.text("detail"));
  }

  /** Forgets entries older than {@code end}. */
  public int forget(Transaction in, Instant end) {
    return in.run("DELETE FROM audit_trail WHERE at < ?", end);
  }
}
