package org.sallyport.encryption.key;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.organisation.OrganisationKeys;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Revocation;

/**
 * What the organisation key says of consumers' certificates. It vouches for user ids until the key
 * ends. When somebody may no longer use the server, or has an address no longer, it revokes what it
 * said, for the reason that the user id is no longer valid: the key itself is not touched, so that
 * old signatures stay good and old messages can be read.
 */
final class Vouching {
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();
  private static final Revocation GONE = new Revocation(Revocation.Reason.USER_ID_INVALID);

  private final OrganisationKeys organisation;

  Vouching(OrganisationKeys organisation) {
    this.organisation = organisation;
  }

  /**
   * A certificate with what the organisation says of it.
   *
   * @param addresses in user ids that it vouches for
   * @param authority the fingerprint of the key that vouches; empty where none does
   */
  record Vouched(
      Certificate certificate,
      Set<Address> addresses,
      Optional<String> authority,
      Optional<Instant> until) {}

  /**
   * Says anew what holds now. What former organisation keys said of it stays; what they said of
   * anything else is taken back too.
   */
  Vouched vouch(Certificate certificate, Consumer consumer, Instant now) {
    var at = now.plus(UploadCheck.SLACK);
    var until = certificate.listing(at, ALGORITHMS).until();
    var valid = certificate.validUserIds(at, ALGORITHMS);
    var own =
        consumer.state() == Consumer.State.ACTIVE ? UserIdRules.kept(valid, consumer) : none();
    var authority = organisation.certificate().orElseThrow();
    var gone = valid.stream().filter(id -> !own.contains(id)).toList();
    var bare = certificate.withoutCertifications(authority, own);
    if (!gone.isEmpty()) {
      bare = organisation.revoke(bare, gone, GONE).orThrow();
    }
    if (own.isEmpty()) {
      return new Vouched(bare, Set.of(), Optional.empty(), until);
    }
    return new Vouched(
        organisation.certify(bare, List.copyOf(own), until).orThrow(),
        addresses(own),
        Optional.of(authority.fingerprint().hex()),
        until);
  }

  /** Takes back everything that the organisation says of a certificate. */
  Certificate withdraw(Certificate certificate) {
    return organisation.revoke(certificate, certificate.userIds(), GONE).orThrow();
  }

  private static Set<String> none() {
    return Set.of();
  }

  private static Set<Address> addresses(Set<String> userIds) {
    var all = new TreeSet<Address>(Comparator.comparing(Address::text));
    userIds.forEach(id -> UserIdRules.address(id).ifPresent(all::add));
    return all;
  }
}
