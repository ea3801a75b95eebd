package org.sallyport.encryption.enrolment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumers;
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
      "SELECT id, address, created, created_by, expires, used, client, over_keys"
          + " FROM enrolment_codes";

  private final ManagedDomains domains;
  private final Consumers consumers;
  private final BiPredicate<Transaction, String> readsMail;
  private final CodeNotice notice;
  private final AuditTrail audit;
  private final InstantSource clock;

  /**
   * The codes for addresses of some domains.
   *
   * @param readsMail whether the server has secrets that open what is encrypted to a consumer, by
   *     the consumer's id
   */
  public EnrolmentCodes(
      ManagedDomains domains,
      Consumers consumers,
      BiPredicate<Transaction, String> readsMail,
      CodeNotice notice,
      AuditTrail audit,
      InstantSource clock) {
    this.domains = domains;
    this.consumers = consumers;
    this.readsMail = readsMail;
    this.notice = notice;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Makes a code, and tells the person so.
   *
   * @param life at most {@link #LONGEST}
   * @throws IllegalArgumentException when the life is not positive, or too long
   * @throws org.sallyport.encryption.ignition.LockedException where there is mail and the vault is
   *     locked
   */
  public Issuing issue(Transaction in, CodeIssuer issuer, Address address, Duration life) {
    if (!life.isPositive() || life.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a code lasts for up to " + LONGEST.toDays() + " days");
    }
    var refusal = refusal(in, issuer, address);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var id = Ids.next('k');
    var code = EnrolmentToken.fresh();
    var now = clock.instant();
    in.run(
        "INSERT INTO enrolment_codes (id, address, code, created, created_by, expires, over_keys)"
            + " VALUES (?,?,?,?,?,?,?)",
        id,
        address.text(),
        EnrolmentToken.digest(code),
        now,
        issuer.actor(),
        now.plus(life),
        issuer.overKeys());
    audit.record(
        in, issuer.actor(), "enrolment-code-made", address.text(), "until " + now.plus(life));
    notice.tell(in, address, issuer.name(), now.plus(life));
    return new Issuing.Issued(new IssuedCode(find(in, id).orElseThrow(), Secret.ofText(code)));
  }

  private Optional<Issuing.Refused> refusal(Transaction in, CodeIssuer issuer, Address address) {
    if (!domains.manage(address)) {
      return refused("foreign-domain", address + " is of no domain that this server manages");
    }
    var owner = consumers.of(in, address);
    if (owner.filter(one -> !one.address().equals(address)).isPresent()) {
      return refused(
          "further-address",
          address
              + " is a further address of "
              + owner.get().address()
              + ", and a code is for somebody's first: make it for that");
    }
    return !issuer.overKeys() && owner.filter(one -> readsMail.test(in, one.id())).isPresent()
        ? refused(
            "keys-kept",
            "the server keeps secret keys of "
                + address
                + ", which a machine that enrols would get: ask a key manager to make the code")
        : Optional.empty();
  }

  private static Optional<Issuing.Refused> refused(String problem, String reason) {
    return Optional.of(new Issuing.Refused(problem, reason));
  }

  /** Whether it still admits: its person may have got keys after it was made. */
  boolean admits(Transaction in, EnrolmentCode code) {
    return code.overKeys()
        || consumers
            .of(in, new Address(code.address()))
            .filter(one -> readsMail.test(in, one.id()))
            .isEmpty();
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
        row.textIfAny("client"),
        row.flag("over_keys"));
  }
}
