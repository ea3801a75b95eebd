package org.sallyport.encryption.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;
import org.sallyport.store.Transaction;

/**
 * Hands administrators what the server has of somebody's secrets: after a death, a dismissal, a
 * lost machine. It leaves the server encrypted alone, and never without a line in the audit trail
 * that says who asked and why. Needs an open vault; any thread.
 */
public final class KeyRecovery {
  /** The shortest passphrase that a recovered key is put under, in octets. */
  public static final int LEAST_PASSPHRASE = 12;

  private static final int LONGEST_REASON = 500;
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();

  private final KeyBooks books;
  private final Consumers consumers;

  KeyRecovery(KeyBooks books, Consumers consumers) {
    this.books = books;
    this.consumers = consumers;
  }

  private record Found(ConsumerKey key, Consumer consumer, Optional<Key> secret) {}

  /**
   * Recovers a key.
   *
   * @param actor who asks, for the audit trail
   * @param reason why, in the administrator's words
   */
  public Recovered recover(String actor, String reason, Fingerprint fingerprint, RecoveryTo to) {
    var fault = fault(reason, to);
    if (fault.isPresent()) {
      return new Recovered.Unfit(fault.get());
    }
    return books
        .store
        .<Optional<Found>>read(in -> find(in, fingerprint))
        .map(found -> recover(actor, reason.strip(), found, to))
        .orElseGet(Recovered.Unknown::new);
  }

  private static Optional<String> fault(String reason, RecoveryTo to) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      return Optional.of("a recovery has a reason of 1 to " + LONGEST_REASON + " characters");
    }
    return to instanceof RecoveryTo.Passphrase(var passphrase)
            && passphrase.length() < LEAST_PASSPHRASE
        ? Optional.of(
            "the passphrase is shorter than "
                + LEAST_PASSPHRASE
                + " characters and could be guessed")
        : Optional.empty();
  }

  private Optional<Found> find(Transaction in, Fingerprint fingerprint) {
    return KeyTable.find(in, fingerprint)
        .flatMap(
            key ->
                consumers
                    .find(in, key.consumer())
                    .map(who -> new Found(key, who, books.secrets.find(in, fingerprint))));
  }

  private Recovered recover(String actor, String reason, Found found, RecoveryTo to) {
    if (found.secret().isEmpty()) {
      return new Recovered.NothingKept();
    }
    var key = found.secret().get().merge(found.key().certificate()).orThrow();
    return switch (encrypted(key, to)) {
      case Result.Refused<String>(var refusal) -> new Recovered.Unfit(refusal.reason());
      case Result.Of<String>(var message) -> {
        // Who cannot write the audit trail hands nothing out.
        books.store.write(
            in -> {
              books.audit(
                  in,
                  actor,
                  "key-recovered",
                  found.consumer(),
                  key.fingerprint(),
                  found.key().mode() + " " + told(to) + ": " + reason);
              return true;
            });
        yield new Recovered.Done(found.key().mode(), message);
      }
    };
  }

  private static String told(RecoveryTo to) {
    return switch (to) {
      case RecoveryTo.Passphrase _ -> "under a passphrase";
      case RecoveryTo.Holder(var certificate) -> "to " + certificate.fingerprint();
    };
  }

  private Result<String> encrypted(Key key, RecoveryTo to) {
    var encryption =
        switch (to) {
          case RecoveryTo.Passphrase(var passphrase) ->
              Encryption.toPasswords(List.of(passphrase), books.now(), ALGORITHMS);
          case RecoveryTo.Holder(var certificate) ->
              Encryption.to(List.of(certificate), books.now(), ALGORITHMS);
        };
    var message = new ByteArrayOutputStream();
    try (var content = key.armored()) {
      return encryption.inArmor().open(message).map(out -> written(out, content, message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String written(OutputStream out, Secret content, ByteArrayOutputStream message) {
    try (out) {
      out.write(content.reveal());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return message.toString(US_ASCII);
  }
}
