package org.sallyport.encryption.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.directory.PublishedKey;
import org.sallyport.encryption.directory.PublishedKeys;
import org.sallyport.encryption.directory.PublishedUserIds;
import org.sallyport.encryption.key.ConsumerKey;
import org.sallyport.encryption.key.KeyGenerations;
import org.sallyport.encryption.key.KeyState;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;

/**
 * The keys of consumers as everybody may have them. Enrolment has verified their addresses, and
 * nothing is in a stored certificate but user ids of its consumer.
 */
final class StoredKeys implements PublishedKeys {
  private final Domain domain;
  private final KeyGenerations generations;

  /** The keys of a domain. */
  StoredKeys(Domain domain) {
    this.domain = domain;
    generations = new KeyGenerations(domain.generations());
  }

  @Override
  public List<PublishedKey> byAddress(Address address) {
    var now = domain.clock().instant();
    return domain
        .store()
        .read(in -> domain.consumers().of(in, address))
        .filter(consumer -> consumer.state() == Consumer.State.ACTIVE)
        .map(consumer -> domain.keys().of(consumer.id()))
        .orElse(List.of())
        .stream()
        .filter(this::isToldTruly)
        .map(StoredKeys::published)
        .filter(key -> PublishedUserIds.of(key.certificate(), address, now).findAny().isPresent())
        .sorted(Comparator.comparing(PublishedKey::standing))
        .toList();
  }

  @Override
  public List<PublishedKey> byFingerprint(Fingerprint fingerprint) {
    return published(domain.keys().withFingerprint(fingerprint));
  }

  @Override
  public List<PublishedKey> byKeyId(String keyId) {
    return published(domain.keys().withKeyId(keyId));
  }

  private List<PublishedKey> published(List<ConsumerKey> keys) {
    return keys.stream().filter(this::isToldTruly).map(StoredKeys::published).toList();
  }

  /**
   * Whether the certificate says of itself what the server knows. A key that the server cannot sign
   * with is revoked by withdrawing the organisation's word alone, which others do not look at: they
   * would go on encrypting to it, so they get nothing.
   */
  private boolean isToldTruly(ConsumerKey key) {
    return key.state() != KeyState.REVOKED
        || key.certificate().isRevoked(domain.clock().instant(), AlgorithmPolicy.standard());
  }

  @Override
  public List<PublishedKey> search(String text, int limit) {
    var found = new ArrayList<PublishedKey>();
    for (var consumer : domain.store().read(in -> domain.consumers().page(in, text, "", limit))) {
      if (consumer.state() == Consumer.State.ACTIVE && found.size() < limit) {
        found.addAll(published(domain.keys().of(consumer.id())));
      }
    }
    return found;
  }

  @Override
  public List<Address> byHash(String managed, String hash) {
    return domain
        .store()
        .read(
            in ->
                in.all(
                    "SELECT address FROM wkd_hashes WHERE domain = ? AND hash = ?"
                        + " ORDER BY address LIMIT 4",
                    row -> new Address(row.text("address")),
                    managed,
                    hash));
  }

  @Override
  public List<Certificate> certifiers() {
    return domain.organisation().certificates();
  }

  @Override
  public long generation() {
    return generations.current();
  }

  @Override
  public long generation(Address address) {
    return generations.current(address);
  }

  /** A key as everybody may have it. */
  static PublishedKey published(ConsumerKey key) {
    var standing =
        switch (key.state()) {
          case ACTIVE -> PublishedKey.Standing.ACTIVE;
          case SUPERSEDED, EXPIRED -> PublishedKey.Standing.FORMER;
          case REVOKED -> PublishedKey.Standing.REVOKED;
        };
    return new PublishedKey(key.armored(), standing);
  }
}
