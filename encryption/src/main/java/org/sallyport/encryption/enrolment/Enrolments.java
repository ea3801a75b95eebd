package org.sallyport.encryption.enrolment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.client.Added;
import org.sallyport.encryption.client.Client;
import org.sallyport.encryption.client.Clients;
import org.sallyport.encryption.client.Machine;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Belonging;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.store.Transaction;

/**
 * What machines have begun, and what became of it. Each step is one transaction: it has happened or
 * it has not, whichever node does it. Callers have seen the machine's signature. Safe for use by
 * several threads.
 */
public final class Enrolments {
  private static final byte[] NO_TOKEN = {};
  private static final Duration KEPT = Duration.ofDays(30);

  private final Consumers consumers;
  private final Clients clients;
  private final EnrolmentCodes codes;
  private final ManagedDomains domains;
  private final InstantSource clock;

  /** The enrolments of a store. */
  public Enrolments(
      Consumers consumers,
      Clients clients,
      EnrolmentCodes codes,
      ManagedDomains domains,
      InstantSource clock) {
    this.consumers = consumers;
    this.clients = clients;
    this.codes = codes;
    this.domains = domains;
    this.clock = clock;
  }

  /** The key of the machine that began it. */
  public Optional<byte[]> keyOf(Transaction in, String id) {
    return KeptEnrolment.find(in, id).map(kept -> kept.machine().publicKey());
  }

  /** Where an enrolment stands for that machine; empty when nobody has begun it. */
  public Optional<Outcome> standing(Transaction in, String id, byte[] publicKey) {
    return KeptEnrolment.find(in, id).map(kept -> standing(in, kept, publicKey));
  }

  private Outcome standing(Transaction in, KeptEnrolment kept, byte[] publicKey) {
    if (!Arrays.equals(kept.machine().publicKey(), publicKey)) {
      return new Outcome.OtherKey();
    }
    return switch (kept.state()) {
      case MAIL_SENT -> new Outcome.MailSent(kept.address(), kept.expires());
      case ENROLLED ->
          clients
              .find(in, kept.client().orElseThrow())
              .filter(client -> client.state() == Client.State.ACTIVE)
              .map(client -> enrolled(in, client, false))
              .orElseGet(() -> new Outcome.Refused("its client is revoked"));
    };
  }

  private Outcome enrolled(Transaction in, Client client, boolean fresh) {
    return new Outcome.Enrolled(client, consumers.find(in, client.consumer()).orElseThrow(), fresh);
  }

  /** Whether a code could be used; so that wrong ones cost no transaction that writes. */
  public boolean knows(Transaction in, String code) {
    return codes.usable(in, code).isPresent();
  }

  /**
   * Enrols a machine by an administrator's code.
   *
   * @param address where the machine says whose it is, it must be the code's
   */
  public Outcome byCode(
      Transaction in, String id, Machine machine, String typed, Optional<Address> address) {
    var before = standing(in, id, machine.publicKey());
    if (before.isPresent()) {
      return before.get();
    }
    var code = codes.usable(in, typed);
    if (code.isEmpty()) {
      return standing(in, id, machine.publicKey())
          .orElseGet(() -> new Outcome.Refused("the code is wrong, used or over"));
    }
    var owner = new Address(code.get().address());
    if (address.isPresent() && !address.get().equals(owner)) {
      return new Outcome.Refused("the code is for another address");
    }
    if (!codes.admits(in, code.get())) {
      return new Outcome.Refused(
          "the server keeps secret keys of " + owner + ", over which the code's maker has no say");
    }
    if (!codes.spend(in, code.get())) { // by this machine at another node, or by another machine
      return standing(in, id, machine.publicKey())
          .orElseGet(() -> new Outcome.Refused("the code is used"));
    }
    var outcome = enrol(in, id, machine, NewConsumer.of(owner, "code"));
    codes.settle(in, code.get(), clientOf(outcome));
    return outcome;
  }

  private static Optional<String> clientOf(Outcome outcome) {
    return outcome instanceof Outcome.Enrolled made
        ? Optional.of(made.client().id())
        : Optional.empty();
  }

  /** Enrols a machine of somebody who has proven who they are; the source is the method. */
  public Outcome enrol(Transaction in, String id, Machine machine, NewConsumer who) {
    var before = standing(in, id, machine.publicKey());
    if (before.isPresent()) {
      return before.get();
    }
    var refusal = refusal(in, who);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var now = clock.instant();
    var kept =
        new KeptEnrolment(
            id,
            machine,
            who.source(),
            who.address().text(),
            KeptEnrolment.State.MAIL_SENT,
            NO_TOKEN,
            0,
            now,
            Optional.empty());
    if (!kept.insert(in, now)) { // another node has done the same meanwhile
      return standing(in, id, machine.publicKey()).orElseThrow();
    }
    var outcome = complete(in, kept, who);
    if (!(outcome instanceof Outcome.Enrolled)) {
      in.run("DELETE FROM enrolments WHERE id = ?", id);
    }
    return outcome;
  }

  /** Why somebody enrols nothing, whatever they prove. */
  Optional<Outcome.Refused> refusal(Transaction in, NewConsumer who) {
    if (!domains.manage(who.address())) {
      return Optional.of(new Outcome.Refused(who.address() + " is of no managed domain"));
    }
    return switch (consumers.belonging(in, who)) {
      case Belonging.Known(var known, _) when known.state() != Consumer.State.ACTIVE ->
          Optional.of(new Outcome.Refused(known.address() + " is disabled"));
      // Several may read a mailbox, and a directory says whose address it is, not who reads it.
      case Belonging.Known(var known, _)
          when who.source().equals(MailEnrolments.METHOD) && known.directoryName().isPresent() ->
          Optional.of(
              new Outcome.Refused(
                  known.address() + " is a person of the directory, who enrols by its password"));
      case Belonging.Known _, Belonging.Nobodys _ -> Optional.empty();
      case Belonging.Others(var address) ->
          Optional.of(
              new Outcome.Refused(
                  address + " is the address of another person, or not the first of its person"));
    };
  }

  /** Makes the client of an enrolment that was begun before, unless the person may not have it. */
  Outcome admit(Transaction in, KeptEnrolment kept, NewConsumer who) {
    return refusal(in, who).<Outcome>map(each -> each).orElseGet(() -> complete(in, kept, who));
  }

  /** Makes the client of an enrolment whose machine has proven whose it is. */
  private Outcome complete(Transaction in, KeptEnrolment kept, NewConsumer who) {
    var owner = consumers.admit(in, "enrolment by " + who.source(), who);
    return switch (clients.add(in, owner, kept.machine(), kept.method())) {
      case Added.TooMany _ -> new Outcome.TooManyClients();
      case Added.KeyInUse _ -> new Outcome.KeyInUse();
      case Added.Done(var client) -> {
        in.run(
            "UPDATE enrolments SET state = 'ENROLLED', client = ?, token = ? WHERE id = ?",
            client.id(),
            NO_TOKEN,
            kept.id());
        yield enrolled(in, client, true);
      }
    };
  }

  /** Enrolments by e-mail whose token could still come back, the latest first. */
  public List<AwaitedToken> awaited(Transaction in, int limit) {
    return in.all(
        "SELECT id, address, device, created, expires, tries FROM enrolments WHERE state ="
            + " 'MAIL_SENT' AND expires > ? ORDER BY created DESC, id LIMIT ?",
        row ->
            new AwaitedToken(
                row.text("id"),
                row.text("address"),
                row.text("device"),
                row.time("created"),
                row.time("expires"),
                row.number("tries")),
        clock.instant(),
        limit);
  }

  /** Forgets what no machine asks for any more. */
  public int forget(Transaction in) {
    Instant end = clock.instant().minus(KEPT);
    return codes.forget(in, end)
        + in.run("DELETE FROM enrolments WHERE created < ?", end)
        + in.run("DELETE FROM session_nonces WHERE until < ?", clock.instant());
  }
}
