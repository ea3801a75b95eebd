package org.sallyport.encryption.protection;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.key.ChosenKeyPolicies;
import org.sallyport.encryption.key.Keys;
import org.sallyport.mime.structure.Header;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.store.Store;
import org.sallyport.wire.smtp.MailAddress;

/**
 * Finds out what holds for who sends a message. Who that is says the envelope; the server signs
 * only where From names that person too, and nobody else. Any thread; blocks.
 */
final class Senders {
  /** The setting of a policy's {@code mail} that leaves out the sender's own key. */
  private static final String TO_SELF = "encryptToSelf";

  private final Store store;
  private final Consumers consumers;
  private final Keys keys;
  private final ChosenKeyPolicies policies;
  private final RecipientKeys choice;
  private final Set<String> managed;
  private final InstantSource clock;

  Senders(
      Store store,
      Consumers consumers,
      Keys keys,
      ChosenKeyPolicies policies,
      RecipientKeys choice,
      Set<String> managed,
      InstantSource clock) {
    this.store = store;
    this.consumers = consumers;
    this.keys = keys;
    this.policies = policies;
    this.choice = choice;
    this.managed = Set.copyOf(managed);
    this.clock = clock;
  }

  /** Who is known by an address. */
  Optional<Consumer> consumer(Address address) {
    return store.read(in -> consumers.of(in, address));
  }

  /** What holds for the sender of outbound mail. */
  Sender of(Optional<MailAddress> envelope, Header header) {
    var address = envelope.flatMap(from -> Address.of(from.toString()));
    if (address.isEmpty()) {
      return Sender.stranger("the envelope names no sender");
    }
    var known = consumer(address.get());
    if (known.isEmpty() && !managed.contains(address.get().domain())) {
      return Sender.stranger("the sender is none of ours");
    }
    // Somebody who has not enrolled yet: in the group that their bare address is in.
    var who = known.orElseGet(() -> Unenrolled.of(address.get(), clock.instant()));
    var policy = policies.content(who);
    var additional = new ArrayList<Certificate>();
    var used = new ArrayList<KeyUsed>();
    Optional<String> missing = Optional.empty();
    for (var key : policy.keys().additionalDecryptionKeys()) {
      var unfit = choice.unfit(key);
      missing = missing.or(() -> unfit);
      if (unfit.isEmpty()) {
        additional.add(key);
        used.add(new KeyUsed(key.fingerprint(), "policy", "own"));
      }
    }
    if (!Boolean.FALSE.equals(policy.mail().get(TO_SELF))) {
      choice
          .own(address.get())
          .ifPresent(
              own -> {
                additional.add(own);
                used.add(new KeyUsed(own.fingerprint(), "sender", "own"));
              });
    }
    return signing(header, who, new Sender(additional, used, missing, Optional.empty(), ""));
  }

  private Sender signing(Header header, Consumer who, Sender sender) {
    var signer = keys.serverUse().signer(who).filter(key -> !choice.isRefused(key));
    Optional<String> objection =
        isFrom(header, who)
            ? signer.isPresent()
                ? Optional.empty()
                : Optional.of("the server has no key of the sender that it may sign with")
            : Optional.of("From names somebody else than the sender of the envelope");
    return new Sender(
        sender.additional(),
        sender.used(),
        sender.missing(),
        objection.isPresent() ? Optional.<Fingerprint>empty() : signer,
        objection.orElse(""));
  }

  /** Whether the one address in From is the person's. */
  private static boolean isFrom(Header header, Consumer who) {
    return from(header).filter(who.addresses()::contains).isPresent();
  }

  /** The one address that a message says it is from. */
  static Optional<Address> from(Header header) {
    var from = header.addresses("From");
    return from.clean() && header.count("From") == 1 && from.mailboxes().size() == 1
        ? Address.of(from.mailboxes().getFirst().address())
        : Optional.empty();
  }
}
