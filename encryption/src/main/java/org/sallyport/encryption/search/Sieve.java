package org.sallyport.encryption.search;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.UserIds;

/** Leaves of what a source sent what may be encrypted to. Any thread. */
final class Sieve {
  /** The most certificates for an address. */
  static final int MOST = 5;

  /** The most that are looked at in one answer. */
  private static final int MOST_LOOKED_AT = 20;

  /** A certificate that is kept, in octets. */
  private static final int LARGEST = 128 * 1024;

  private final AlgorithmPolicy policy;

  Sieve(AlgorithmPolicy policy) {
    this.policy = policy;
  }

  /**
   * Certificates with a user id of the address that their own key vouches for now, and a key that
   * encrypts, reduced to that.
   *
   * @param certifiers whose certifications stay
   */
  List<Certificate> of(
      List<byte[]> material, Address address, List<Certificate> certifiers, Instant now) {
    var all = new LinkedHashMap<Fingerprint, Certificate>();
    for (var each : material) {
      if (Certificate.readAll(each) instanceof Result.Of<List<Certificate>>(var read)) {
        for (var certificate : read.subList(0, Math.min(read.size(), MOST_LOOKED_AT))) {
          fitting(certificate, address, certifiers, now)
              .filter(_ -> all.size() < MOST)
              .ifPresent(fit -> all.putIfAbsent(fit.fingerprint(), fit));
        }
      }
    }
    return List.copyOf(all.values());
  }

  private Optional<Certificate> fitting(
      Certificate certificate, Address address, List<Certificate> certifiers, Instant now) {
    try {
      var wanted =
          certificate.validUserIds(now, policy).stream()
              .filter(userId -> isOf(address, userId))
              .collect(Collectors.toSet());
      if (wanted.isEmpty() || !certificate.listing(now, policy).can(KeyUse.ENCRYPT)) {
        return Optional.empty();
      }
      var kept = certificate.pruned(wanted, certifiers);
      return kept.bytes().length <= LARGEST && kept.listing(now, policy).can(KeyUse.ENCRYPT)
          ? Optional.of(kept)
          : Optional.empty();
    } catch (RuntimeException _) { // what nobody has foreseen in somebody's bytes is not used
      return Optional.empty();
    }
  }

  private static boolean isOf(Address address, String userId) {
    return UserIds.address(userId).flatMap(Address::of).equals(Optional.of(address));
  }
}
