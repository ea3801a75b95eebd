package org.sallyport.encryption.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.ignition.LockedException;
import org.sallyport.encryption.organisation.OrganisationKeys;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.policy.KeySettings;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after active keys, a few at a time: renews those of the server before their end, notes
 * which have ended, says anew what the organisation says after its key was replaced, and takes it
 * back when somebody may no longer use the server. Several nodes may do so at once: the first one
 * is right.
 */
final class KeyTending {
  /** What one round looks at, so that others can work meanwhile. */
  static final int BATCH = 50;

  /** How long a key is left alone: policies and what algorithms are accepted change. */
  private static final Duration WITHIN = Duration.ofDays(7);

  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();
  private static final Logger LOG = LoggerFactory.getLogger(KeyTending.class);

  private final KeyBooks books;
  private final Vouching vouching;
  private final OrganisationKeys organisation;
  private final Consumers consumers;
  private final KeyPolicies policies;

  KeyTending(
      KeyBooks books,
      Vouching vouching,
      OrganisationKeys organisation,
      Consumers consumers,
      KeyPolicies policies) {
    this.books = books;
    this.vouching = vouching;
    this.organisation = organisation;
    this.consumers = consumers;
    this.policies = policies;
  }

  /** A key with its holder. */
  private record Held(ConsumerKey key, Consumer consumer) {}

  /** Looks after keys until none is due. Needs an open vault; blocks. */
  void tend(int most) {
    int left = most;
    for (var due = due(); !due.isEmpty() && left > 0; due = due()) {
      for (var held : due) {
        try {
          tend(held);
        } catch (LockedException closing) {
          return;
        }
      }
      left -= due.size();
    }
  }

  private List<Held> due() {
    return books.store.read(
        in ->
            KeyTable.due(in, books.now(), BATCH).stream()
                .flatMap(
                    key ->
                        consumers.find(in, key.consumer()).map(who -> new Held(key, who)).stream())
                .toList());
  }

  /** Does what is due, or puts it off, so that no key keeps others waiting. */
  private void tend(Held held) {
    try {
      var kept = KeyBooks.untilItHolds(() -> tended(held));
      if (kept instanceof Kept.Unfit(var reason)) {
        LOG.atWarn()
            .addKeyValue("fingerprint", held.key().fingerprint())
            .addKeyValue("reason", reason)
            .log("key-not-tended");
        putOff(held.key());
      }
    } catch (LockedException closing) {
      throw closing;
    } catch (StoreException broken) {
      if (broken.kind() != StoreException.Kind.SEAL) {
        throw broken;
      }
      putOff(held, broken);
    } catch (IllegalStateException | IllegalArgumentException broken) {
      putOff(held, broken);
    }
  }

  private void putOff(Held held, RuntimeException broken) {
    LOG.atError()
        .addKeyValue("fingerprint", held.key().fingerprint())
        .setCause(broken)
        .log("key-not-tended");
    putOff(held.key());
  }

  private void putOff(ConsumerKey key) {
    books.store.write(
        in -> {
          KeyTable.putOff(in, key.fingerprint(), books.now(), WITHIN);
          return true;
        });
  }

  private Optional<Kept> tended(Held held) {
    var now = books.now();
    var before = books.of(held.consumer(), held.key().fingerprint());
    if (before.isEmpty() || before.get().state() != KeyState.ACTIVE) {
      return Optional.of(new Kept.Unknown());
    }
    var key = before.get();
    var settings = policies.of(held.consumer());
    var renewed = renewed(key, held.consumer(), settings, now);
    if (renewed.isEmpty() && !key.isGood(now)) {
      return ended(held.consumer(), key);
    }
    if (renewed.isEmpty() && isVouchedFor(key, held.consumer())) {
      lookAgain(key, next(key.until(), settings, now));
      return Optional.of(new Kept.Done(key, false));
    }
    return write(held.consumer(), key, renewed, settings);
  }

  /** A key of the server that ends soon, or has an address of its consumer not in it. */
  private Optional<Key> renewed(
      ConsumerKey key, Consumer consumer, KeySettings settings, Instant now) {
    if (key.mode() != KeyMode.SKM || consumer.state() != Consumer.State.ACTIVE) {
      return Optional.empty();
    }
    boolean endsSoon =
        key.until().filter(end -> !end.isAfter(now.plus(settings.renewBefore()))).isPresent();
    var missing = missing(key.certificate(), consumer, now);
    if (!endsSoon && missing.isEmpty()) {
      return Optional.empty();
    }
    var secret =
        books
            .store
            .<Optional<Key>>read(in -> books.secrets.find(in, key.fingerprint()))
            .orElseThrow(() -> new IllegalStateException("a server's key has no secret"));
    var changed = secret.merge(key.certificate());
    for (var userId : missing) {
      changed = changed.then(each -> each.withUserId(userId, now, ALGORITHMS));
    }
    if (endsSoon) {
      changed =
          changed.then(each -> each.expiring(settings.validity().map(now::plus), now, ALGORITHMS));
    }
    return switch (changed) {
      case Result.Of<Key>(var value) -> Optional.of(value);
      case Result.Refused<Key>(var refusal) -> throw new IllegalStateException(refusal.reason());
    };
  }

  private static List<String> missing(Certificate certificate, Consumer consumer, Instant now) {
    var valid = certificate.validUserIds(now.plus(UploadCheck.SLACK), ALGORITHMS);
    return consumer.addresses().stream()
        .filter(
            address ->
                valid.stream()
                    .flatMap(id -> UserIdRules.address(id).stream())
                    .noneMatch(address::equals))
        .map(address -> UserIdRules.userId(consumer, address))
        .toList();
  }

  private boolean isVouchedFor(ConsumerKey key, Consumer consumer) {
    boolean should = consumer.state() == Consumer.State.ACTIVE;
    return should
        ? key.authority().filter(organisation.fingerprint().hex()::equals).isPresent()
        : key.authority().isEmpty();
  }

  private Optional<Kept> ended(Consumer consumer, ConsumerKey key) {
    return books.store.write(
        in -> {
          if (!KeyBooks.isStill(in, consumer, key.fingerprint(), Optional.of(key))) {
            return Optional.empty();
          }
          books.state(in, consumer, key, KeyState.EXPIRED);
          books.audit(in, "server", "key-expired", consumer, key.fingerprint(), "");
          return Optional.of(new Kept.Unknown());
        });
  }

  private Optional<Kept> write(
      Consumer consumer, ConsumerKey key, Optional<Key> renewed, KeySettings settings) {
    var now = books.now();
    var vouched =
        vouching.vouch(renewed.map(Key::certificate).orElseGet(key::certificate), consumer, now);
    return books.store.write(
        in -> {
          if (!KeyBooks.isStill(in, consumer, key.fingerprint(), Optional.of(key))) {
            return Optional.empty();
          }
          var entry =
              books.entry(
                  key.fingerprint(), consumer, key.mode(), key.state(), vouched, Optional.of(key));
          var written = books.write(in, "server", consumer, entry, vouched);
          if (renewed.isPresent()) {
            books.secrets(in, key.fingerprint(), renewed);
            books.audit(in, "server", "key-renewed", consumer, key.fingerprint(), "");
          }
          lookAgain(
              in, key.fingerprint(), vouched.authority(), next(vouched.until(), settings, now));
          return Optional.of(new Kept.Done(written, false));
        });
  }

  private void lookAgain(ConsumerKey key, Instant at) {
    books.store.write(
        in -> {
          lookAgain(in, key.fingerprint(), key.authority(), at);
          return true;
        });
  }

  /** At once where the organisation key was replaced while this one was computed. */
  private static void lookAgain(
      Transaction in, Fingerprint fingerprint, Optional<String> authority, Instant at) {
    boolean current =
        authority.isEmpty() || authority.equals(OrganisationKeys.activeFingerprint(in));
    KeyTable.lookAgain(in, fingerprint, current ? at : Instant.EPOCH);
  }

  /** When something may be due: the renewal, the end, or a change of what is around. */
  private static Instant next(Optional<Instant> until, KeySettings settings, Instant now) {
    var latest = now.plus(WITHIN);
    if (until.isEmpty()) {
      return latest;
    }
    var renewal = until.get().minus(settings.renewBefore());
    var event = renewal.isAfter(now) ? renewal : until.get();
    return event.isBefore(latest) ? event : latest;
  }
}
