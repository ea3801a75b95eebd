package org.sallyport.encryption.directory;

import static java.util.Locale.ROOT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.WebKeyHash;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Revocation;
import org.sallyport.openpgp.UserIds;

/** Published keys that are in memory. */
final class KeysInMemory implements PublishedKeys {
  static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");

  private final List<PublishedKey> keys = new ArrayList<>();
  final AtomicInteger asked = new AtomicInteger();
  volatile Runnable searching = () -> {};
  final AtomicLong generation = new AtomicLong(1);

  /** Publishes a new key. */
  Certificate add(PublishedKey.Standing standing, String... userIds) {
    return add(standing, KeyProfile.CURVE25519_V4, userIds);
  }

  Certificate add(PublishedKey.Standing standing, KeyProfile profile, String... userIds) {
    var key = Key.generate(new KeyRequest(profile, List.of(userIds), Optional.empty(), MADE));
    return add(standing, standing == PublishedKey.Standing.REVOKED ? revoked(key) : key);
  }

  /** Publishes a key as it is. */
  Certificate add(PublishedKey.Standing standing, Key key) {
    keys.add(new PublishedKey(key.certificate().armored(), standing));
    generation.incrementAndGet();
    return key.certificate();
  }

  /** Publishes nothing any longer. */
  void clear() {
    keys.clear();
    generation.incrementAndGet();
  }

  private static Key revoked(Key key) {
    return key.revoked(
            new Revocation(Revocation.Reason.RETIRED),
            MADE.plusSeconds(1),
            AlgorithmPolicy.standard())
        .orThrow();
  }

  @Override
  public List<PublishedKey> byAddress(Address address) {
    return find(
        certificate ->
            certificate.userIds().stream()
                .flatMap(userId -> UserIds.address(userId).stream())
                .anyMatch(address.text()::equals));
  }

  private List<PublishedKey> find(Predicate<Certificate> wanted) {
    asked.incrementAndGet();
    return keys.stream().filter(key -> wanted.test(key.certificate())).toList();
  }

  @Override
  public List<PublishedKey> byFingerprint(Fingerprint fingerprint) {
    return find(certificate -> certificate.has(fingerprint));
  }

  @Override
  public List<PublishedKey> byKeyId(String keyId) {
    return find(
        certificate ->
            certificate.fingerprints().stream().anyMatch(each -> each.keyId().equals(keyId)));
  }

  @Override
  public List<PublishedKey> search(String text, int limit) {
    searching.run();
    return find(
        certificate ->
            certificate.userIds().stream()
                .anyMatch(each -> each.toLowerCase(ROOT).contains(text.toLowerCase(ROOT))));
  }

  @Override
  public List<Address> byHash(String domain, String hash) {
    return keys.stream()
        .flatMap(key -> key.certificate().userIds().stream())
        .flatMap(userId -> UserIds.address(userId).stream())
        .flatMap(text -> Address.of(text).stream())
        .filter(each -> each.domain().equals(domain))
        .filter(each -> WebKeyHash.of(each.local()).equals(hash))
        .distinct()
        .toList();
  }

  @Override
  public List<Certificate> certifiers() {
    return List.of();
  }

  @Override
  public long generation(Address address) {
    return generation();
  }

  @Override
  public long generation() {
    return generation.get();
  }
}
