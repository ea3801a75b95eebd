package org.sallyport.authority.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.store.Transaction;

/** Who changed what, and when; written in the transaction of the change itself. */
public final class AuditTrail {
  private static final String INSERT =
      "INSERT INTO audit_trail (tenant, at, actor, action, subject, detail) VALUES (?,?,?,?,?,?)";
  private static final String PAGE =
      "SELECT sequence, at, actor, action, subject, detail FROM audit_trail"
          + " WHERE tenant = ? AND sequence < ? AND (subject = ? OR ? = '')"
          + " ORDER BY sequence DESC LIMIT ?";

  private final InstantSource clock;

  /** A trail that is dated by {@code clock}. */
  public AuditTrail(InstantSource clock) {
    this.clock = clock;
  }

  /** A time as details have it: to the second, UTC (RFC 3339). */
  public static String text(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * Writes an entry.
   *
   * @param action such as {@code user-created}
   * @param detail more, for people; never a secret
   */
  public void record(Transaction in, Caller caller, String action, String subject, String detail) {
    in.run(INSERT, caller.tenant(), clock.instant(), caller.actor(), action, subject, detail);
  }

  /**
   * The latest entries first.
   *
   * @param subject of this user alone
   * @param before older than this sequence
   */
  public List<AuditEntry> entries(
      Transaction in, String tenant, Optional<String> subject, OptionalLong before, int limit) {
    var of = subject.orElse("");
    return in.all(
        PAGE,
        row ->
            new AuditEntry(
                row.number("sequence"),
                row.time("at"),
                row.text("actor"),
                row.text("action"),
                row.text("subject"),
                row.text("detail")),
        tenant,
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
