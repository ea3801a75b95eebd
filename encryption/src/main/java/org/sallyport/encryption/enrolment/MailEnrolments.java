package org.sallyport.encryption.enrolment;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.client.Machine;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.mail.MailSettings;
import org.sallyport.encryption.mail.Outbox;
import org.sallyport.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enrolment by a token that is mailed to an address. What a machine is told is the same whether or
 * not the address is known, its person disabled or of the directory, or the address not their
 * first. Safe for use by several threads.
 */
public final class MailEnrolments {
  private static final Logger LOG = LoggerFactory.getLogger(MailEnrolments.class);
  static final String METHOD = "email";
  private static final Duration HOUR = Duration.ofHours(1);

  private final Enrolments enrolments;
  private final ManagedDomains domains;
  private final Outbox outbox;
  private final MailSettings settings;
  private final String organisation;
  private final AuditTrail audit;
  private final InstantSource clock;

  /**
   * Enrolments whose tokens go through an outbox.
   *
   * @param organisation in the messages
   */
  public MailEnrolments(
      Enrolments enrolments,
      ManagedDomains domains,
      Outbox outbox,
      MailSettings settings,
      String organisation,
      AuditTrail audit,
      InstantSource clock) {
    this.enrolments = enrolments;
    this.domains = domains;
    this.outbox = outbox;
    this.settings = settings;
    this.organisation = organisation;
    this.audit = audit;
    this.clock = clock;
  }

  /** Begins an enrolment: keeps the hash of a token, and a letter with the token. */
  public Outcome begin(Transaction in, String id, Machine machine, Address address) {
    var before = enrolments.standing(in, id, machine.publicKey());
    if (before.isPresent()) {
      return before.get();
    }
    if (!domains.manage(address)) {
      return new Outcome.Refused(address + " is of no managed domain");
    }
    var pause = pause(in, address);
    if (pause.isPresent()) {
      return new Outcome.TooManyMessages(pause.get());
    }
    var token = EnrolmentToken.fresh();
    var now = clock.instant();
    // The store keeps milliseconds, and whoever asks again is answered alike.
    var expires = now.plus(settings.tokenLife()).truncatedTo(ChronoUnit.MILLIS);
    var kept =
        new KeptEnrolment(
            id,
            machine,
            METHOD,
            address.text(),
            KeptEnrolment.State.MAIL_SENT,
            EnrolmentToken.digest(token),
            0,
            expires,
            Optional.empty());
    if (!kept.insert(in, now)) { // another node has done the same meanwhile
      return enrolments.standing(in, id, machine.publicKey()).orElseThrow();
    }
    var refusal = enrolments.refusal(in, NewConsumer.of(address, METHOD));
    if (refusal.isPresent()) {
      LOG.atWarn()
          .addKeyValue("address", address)
          .addKeyValue("reason", refusal.get().reason())
          .log("enrolment-not-mailed");
      refused(in, address.text(), refusal.get().reason());
    } else {
      outbox.put(in, TokenLetter.of(organisation, address, machine, token, expires));
    }
    return new Outcome.MailSent(address.text(), expires);
  }

  private void refused(Transaction in, String address, String reason) {
    audit.record(in, "enrolment by " + METHOD, "enrolment-refused", address, reason);
  }

  /** How long until the address may be sent another message; empty when it may now. */
  private Optional<Duration> pause(Transaction in, Address address) {
    var now = clock.instant();
    var recent =
        in.all(
            "SELECT created FROM enrolments WHERE address = ? AND method = ? AND created > ?"
                + " ORDER BY created DESC LIMIT ?",
            row -> row.time("created"),
            address.text(),
            METHOD,
            now.minus(HOUR),
            settings.messagesPerHour());
    return recent.size() < settings.messagesPerHour()
        ? Optional.empty()
        : Optional.of(Duration.between(now, recent.getLast().plus(HOUR)));
  }

  /** Ends an enrolment with the token that a person typed; empty when nobody has begun it. */
  public Optional<Outcome> confirm(Transaction in, String id, byte[] publicKey, String typed) {
    KeptEnrolment.hold(in, id);
    return KeptEnrolment.find(in, id).map(kept -> confirm(in, kept, publicKey, typed));
  }

  private Outcome confirm(Transaction in, KeptEnrolment kept, byte[] publicKey, String typed) {
    var standing = enrolments.standing(in, kept.id(), publicKey).orElseThrow();
    if (!(standing instanceof Outcome.MailSent)) {
      return standing;
    }
    if (!kept.expires().isAfter(clock.instant())) {
      return new Outcome.Refused("the token is over");
    }
    if (kept.tries() >= settings.wrongTokens()) {
      return new Outcome.Refused("too many wrong tokens ended the enrolment");
    }
    if (!MessageDigest.isEqual(kept.token(), EnrolmentToken.digest(typed))) {
      in.run("UPDATE enrolments SET tries = tries + 1 WHERE id = ?", kept.id());
      return new Outcome.Refused("the token is wrong");
    }
    var outcome = enrolments.admit(in, kept, NewConsumer.of(new Address(kept.address()), METHOD));
    if (outcome instanceof Outcome.Refused(var reason)) {
      in.run("UPDATE enrolments SET tries = tries + 1 WHERE id = ?", kept.id());
      refused(in, kept.address(), reason);
    }
    return outcome;
  }
}
