package org.sallyport.encryption.directory;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.UserIds;

/**
 * By which user ids a published certificate is found. One that its holder has revoked is none any
 * longer; a key that is of no use as a whole is found by all of them, so that others who have it
 * learn so.
 */
public final class PublishedUserIds {
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();

  private PublishedUserIds() {}

  /** Those with an address. */
  public static Stream<String> of(Certificate certificate, Address address, Instant at) {
    boolean ended = certificate.listing(at, ALGORITHMS).unusable().isPresent();
    var all = ended ? certificate.userIds() : certificate.validUserIds(at, ALGORITHMS);
    return all.stream()
        .filter(
            userId -> UserIds.address(userId).flatMap(Address::of).equals(Optional.of(address)));
  }
}
