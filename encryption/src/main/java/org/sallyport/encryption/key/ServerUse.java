package org.sallyport.encryption.key;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.store.Transaction;

/**
 * The one door through which the server itself uses secrets that it keeps for people: to sign for
 * those in server key mode, and to open what is encrypted to those whose mode lets the server
 * decrypt. What a key is used for is counted and not written into the audit trail: each message
 * would be an entry, and the trace of mail has it.
 *
 * <p>Any thread; blocks as a store does. What gives a {@link Key} needs an open vault and throws
 * {@link org.sallyport.encryption.ignition.LockedException} while it is not. Whoever is given one
 * uses it for the message in hand and keeps it nowhere.
 */
public final class ServerUse {
  private final KeyBooks books;
  private final LongAdder signing = new LongAdder();
  private final LongAdder opening = new LongAdder();

  ServerUse(KeyBooks books) {
    this.books = books;
  }

  /** The key that the server may sign with for somebody: their active one, in server key mode. */
  public Optional<Fingerprint> signer(Consumer who) {
    return who.state() == Consumer.State.ACTIVE
        ? books
            .store
            .<Optional<ConsumerKey>>read(in -> KeyTable.active(in, who.id()))
            .filter(this::signs)
            .map(ConsumerKey::fingerprint)
        : Optional.empty();
  }

  private boolean signs(ConsumerKey key) {
    return key.mode().serverSigns() && key.isGood(books.now());
  }

  /**
   * Somebody's keys that the server can decrypt with, those of former times among them; none of who
   * may no longer use the server.
   */
  public List<Fingerprint> opening(Consumer who) {
    if (who.state() != Consumer.State.ACTIVE) {
      return List.of();
    }
    return books.store.<List<ConsumerKey>>read(in -> KeyTable.of(in, who.id())).stream()
        .filter(key -> key.mode().serverDecrypts())
        .map(ConsumerKey::fingerprint)
        .toList();
  }

  /** A key with open secrets to sign with; empty when the server may not, or no longer. */
  public Optional<Key> toSign(Fingerprint fingerprint) {
    var key =
        books.store.<Optional<Key>>read(
            in ->
                KeyTable.find(in, fingerprint)
                    .filter(this::signs)
                    .flatMap(known -> secrets(in, known)));
    key.ifPresent(_ -> signing.increment());
    return key;
  }

  /** Keys with open secrets to decrypt with; those that the server may not use are left out. */
  public List<Key> toOpen(List<Fingerprint> fingerprints) {
    var keys =
        books.store.<List<Key>>read(
            in ->
                fingerprints.stream()
                    .flatMap(one -> KeyTable.find(in, one).stream())
                    .filter(known -> known.mode().serverDecrypts())
                    .flatMap(known -> secrets(in, known).stream())
                    .toList());
    opening.add(keys.size());
    return keys;
  }

  /** With what has become known of the certificate since. */
  private Optional<Key> secrets(Transaction in, ConsumerKey known) {
    return books
        .secrets
        .find(in, known.fingerprint())
        .map(secret -> secret.merge(known.certificate()).orThrow());
  }

  /** Prometheus's text format 0.0.4. */
  public String metrics() {
    return """
    # HELP sallyport_encryption_server_key_uses_total Times the server took a person's secret key, by what for.
    # TYPE sallyport_encryption_server_key_uses_total counter
    sallyport_encryption_server_key_uses_total{use="sign"} %d
    sallyport_encryption_server_key_uses_total{use="open"} %d
    """
        .formatted(signing.sum(), opening.sum());
  }
}
