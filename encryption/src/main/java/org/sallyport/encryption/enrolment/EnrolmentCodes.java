package org.sallyport.encryption.enrolment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.Ids;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/**
 * The codes that administrators hand out, each for one address, one machine and a while. Safe for
 * use by several threads.
 */
public final class EnrolmentCodes {
  /** How long a code lasts where nobody says otherwise. */
  public static final Duration LIFE = Duration.ofDays(7);

  /** How long one may last. */
  public static final Duration LONGEST = Duration.ofDays(90);

  private static final String COLUMNS =
      "SELECT id, address, created, created_by, expires, used, client FROM enrolment_codes";

  private final ManagedDomains domains;
  private final AuditTrail audit;
  private final InstantSource clock;

  /** The codes for addresses of some domains. */
  public EnrolmentCodes(ManagedDomains domains, AuditTrail audit, InstantSource clock) {
    this.domains = domains;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Makes a code.
   *
   * @param actor as the audit trail names who does it
   * @param life at most {@link #LONGEST}
   * @return empty when the address is of no managed domain
   * @throws IllegalArgumentException when the life is not positive, or too long
   */
  public Optional<IssuedCode> issue(Transaction in, String actor, Address address, Duration life) {
    if (!life.isPositive() || life.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a code lasts for up to " + LONGEST.toDays() + " days");
    }
    if (!domains.manage(address)) {
      return Optional.empty();
    }
    var id = Ids.next('k');
    var code = EnrolmentToken.fresh();
    var now = clock.instant();
    in.run(
        "INSERT INTO enrolment_codes (id, address, code, created, created_by, expires)"
            + " VALUES (?,?,?,?,?,?)",
        id,
        address.text(),
        EnrolmentToken.digest(code),
        now,
        actor,
        now.plus(life));
    audit.record(in, actor, "enrolment-code-made", address.text(), "until " + now.plus(life));
    return Optional.of(new IssuedCode(find(in, id).orElseThrow(), Secret.ofText(code)));
  }

  /** By id. */
  public Optional<EnrolmentCode> find(Transaction in, String id) {
    return in.first(COLUMNS + " WHERE id = ?", EnrolmentCodes::read, id);
  }

  /** The latest first. */
  public List<EnrolmentCode> latest(Transaction in, int limit) {
    return in.all(COLUMNS + " ORDER BY created DESC, id LIMIT ?", EnrolmentCodes::read, limit);
  }

  /**
   * Takes a code back.
   *
   * @return false when there is none of that id that could still be used
   */
  public boolean withdraw(Transaction in, String actor, String id) {
    var known = find(in, id);
    if (in.run("DELETE FROM enrolment_codes WHERE id = ? AND used IS NULL", id) == 0) {
      return false;
    }
    known.ifPresent(
        code -> audit.record(in, actor, "enrolment-code-withdrawn", code.address(), code.id()));
    return true;
  }

  /** The code that was typed, while it can be used. */
  Optional<EnrolmentCode> usable(Transaction in, String typed) {
    return in.first(
        COLUMNS + " WHERE code = ? AND used IS NULL AND expires > ?",
        EnrolmentCodes::read,
        EnrolmentToken.digest(typed),
        clock.instant());
  }

  /** Spends a code; false when another machine was faster. */
  boolean spend(Transaction in, EnrolmentCode code) {
    return in.run(
            "UPDATE enrolment_codes SET used = ? WHERE id = ? AND used IS NULL",
            clock.instant(),
            code.id())
        == 1;
  }

  /** Notes whose it became; none: it can be used again. */
  void settle(Transaction in, EnrolmentCode code, Optional<String> client) {
    in.run(
        client.isPresent()
            ? "UPDATE enrolment_codes SET client = ? WHERE id = ?"
            : "UPDATE enrolment_codes SET client = ?, used = NULL WHERE id = ?",
        client,
        code.id());
  }

  /** Forgets codes that ended before. */
  int forget(Transaction in, Instant end) {
    return in.run("DELETE FROM enrolment_codes WHERE expires < ?", end);
  }

  private static EnrolmentCode read(Row row) {
    return new EnrolmentCode(
        row.text("id"),
        row.text("address"),
        row.time("created"),
        row.text("created_by"),
        row.time("expires"),
        row.timeIfAny("used"),
        row.textIfAny("client"));
  }
}
