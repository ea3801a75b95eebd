package org.sallyport.authority.credential;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.sallyport.authority.ledger.AuditTrail;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.Users;
import org.sallyport.kernel.Ids;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Row;
import org.sallyport.store.SealedColumn;
import org.sallyport.store.Transaction;

/** Codes that stand in for a lost device, for a time and a number of uses. */
public final class TemporaryCodes {
  /** How many digits they have: more than most devices show, as they live longer. */
  public static final int DIGITS = 8;

  private static final int MOST = 5;
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String INSERT =
      "INSERT INTO temporary_codes (id, tenant, user_name, code, digits, expires, uses, created)"
          + " VALUES (?,?,?,?,?,?,?,?)";
  private static final String VALID =
      "SELECT id, code, digits, expires, uses, created FROM temporary_codes"
          + " WHERE tenant = ? AND user_name = ? AND expires > ? ORDER BY created, id";
  private static final String USE = "UPDATE temporary_codes SET uses = uses - 1 WHERE id = ?";
  private static final String DELETE = "DELETE FROM temporary_codes WHERE id = ?";
  private static final String REVOKE =
      "DELETE FROM temporary_codes WHERE tenant = ? AND user_name = ?";

  private final SealedColumn codes;
  private final Users users;
  private final AuditTrail audit;
  private final InstantSource clock;

  /** Codes that are sealed with a key of the ignition material. */
  public TemporaryCodes(Secret ignition, Users users, AuditTrail audit, InstantSource clock) {
    this.codes = SealedColumn.derive(ignition, "temporary_codes", "code");
    this.users = users;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Issues one of eight digits.
   *
   * @param life one minute to 30 days
   * @param uses 1 to 100
   */
  public Change<IssuedCode> issue(
      Transaction in, Caller caller, UserName user, Duration life, int uses) {
    if (life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0) {
      return new Change.Invalid<>("a temporary code lasts one minute to 30 days");
    }
    if (uses < 1 || uses > 100) {
      return new Change.Invalid<>("a temporary code has 1 to 100 uses");
    }
    if (users.hold(in, caller.tenant(), user).isEmpty()) {
      return new Change.Unknown<>();
    }
    if (of(in, caller.tenant(), user).size() >= MOST) {
      return new Change.Invalid<>("a user has at most " + MOST + " temporary codes at a time");
    }
    var now = clock.instant();
    var about = new TemporaryCode(Ids.next('t'), DIGITS, now.plus(life), uses, now);
    var code = Secret.ofText(String.format(Locale.ROOT, "%08d", RANDOM.nextInt(100_000_000)));
    in.run(
        INSERT,
        about.id(),
        caller.tenant(),
        user.text(),
        codes.seal(code, about.id()),
        DIGITS,
        about.expires(),
        uses,
        now);
    var detail =
        about.id()
            + ", "
            + (uses == 1 ? "1 use" : uses + " uses")
            + " until "
            + AuditTrail.text(about.expires());
    audit.record(in, caller, "temporary-code-issued", user.text(), detail);
    return new Change.Done<>(new IssuedCode(about, code));
  }

  /** Those that still count. */
  public List<TemporaryCode> of(Transaction in, String tenant, UserName user) {
    return in.all(VALID, TemporaryCodes::read, tenant, user.text(), clock.instant());
  }

  /** Takes all of a user's back; the value is how many there were. */
  public Change<Integer> revoke(Transaction in, Caller caller, UserName user) {
    if (users.hold(in, caller.tenant(), user).isEmpty()) {
      return new Change.Unknown<>();
    }
    int count = in.run(REVOKE, caller.tenant(), user.text());
    audit.record(in, caller, "temporary-codes-revoked", user.text(), Integer.toString(count));
    return new Change.Done<>(count);
  }

  List<StandIn> valid(Transaction in, String tenant, UserName user) {
    return in.all(VALID, this::standIn, tenant, user.text(), clock.instant());
  }

  void spend(Transaction in, StandIn used) {
    in.run(used.uses() > 1 ? USE : DELETE, used.id());
  }

  private StandIn standIn(Row row) {
    var id = row.text("id");
    return new StandIn(
        id,
        (int) row.number("digits"),
        (int) row.number("uses"),
        codes.open(row.bytes("code"), id));
  }

  private static TemporaryCode read(Row row) {
    return new TemporaryCode(
        row.text("id"),
        (int) row.number("digits"),
        row.time("expires"),
        (int) row.number("uses"),
        row.time("created"));
  }
}
