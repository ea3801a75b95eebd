package org.sallyport.encryption.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.KeyListing;

/** Lists of keys as HKP has them (draft-ietf-openpgp-hkp, "Machine Readable Indexes"). */
final class IndexText {
  private final Instant now;
  private final AlgorithmPolicy policy;

  IndexText(Instant now, AlgorithmPolicy policy) {
    this.now = now;
    this.policy = policy;
  }

  /** For programs: {@code info}, then {@code pub} and {@code uid} of each. */
  String forPrograms(List<PublishedKey> keys) {
    var text = new StringBuilder("info:1:").append(keys.size()).append('\n');
    for (var key : keys) {
      var certificate = key.certificate();
      var listing = certificate.listing(now, policy);
      var flags = flags(key, listing);
      var primary = listing.keys().getFirst();
      text.append("pub:")
          .append(certificate.fingerprint())
          .append(':')
          .append(certificate.algorithm())
          .append(':')
          .append(primary.bits())
          .append(':')
          .append(primary.created().getEpochSecond())
          .append(':')
          .append(seconds(listing.until()))
          .append(':')
          .append(flags)
          .append('\n');
      for (var userId : listing.userIds()) {
        text.append("uid:")
            .append(escaped(userId.text()))
            .append(":::")
            .append(userId.valid() ? flags : "r")
            .append('\n');
      }
    }
    return text.toString();
  }

  /** For people: a few lines for each. */
  String forPeople(List<PublishedKey> keys) {
    var text = new StringBuilder();
    for (var key : keys) {
      var certificate = key.certificate();
      var listing = certificate.listing(now, policy);
      text.append("key   ").append(certificate.fingerprint()).append('\n');
      text.append("      ").append(sentence(key, listing)).append('\n');
      for (var userId : certificate.userIds()) {
        text.append("of    ").append(userId.replaceAll("\\p{Cntrl}", " ")).append('\n');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private String sentence(PublishedKey key, KeyListing listing) {
    var primary = listing.keys().getFirst();
    var made = primary.algorithm().label() + ", made on " + day(primary.created());
    return switch (key.standing()) {
      case REVOKED -> made + ", revoked";
      case FORMER -> made + ", no longer used";
      case ACTIVE ->
          made
              + listing
                  .until()
                  .map(end -> (end.isAfter(now) ? ", until " : ", expired on ") + day(end))
                  .orElse("");
    };
  }

  private static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private String flags(PublishedKey key, KeyListing listing) {
    var revoked = key.standing() == PublishedKey.Standing.REVOKED ? "r" : "";
    return revoked + (listing.until().filter(end -> !now.isBefore(end)).isPresent() ? "e" : "");
  }

  private static String seconds(Optional<Instant> at) {
    return at.map(end -> Long.toString(end.getEpochSecond())).orElse("");
  }

  /** Whatever could be taken for a field or a line is percent-encoded. */
  static String escaped(String userId) {
    var text = new StringBuilder();
    for (byte each : userId.getBytes(UTF_8)) {
      int octet = each & 0xff;
      if (octet > 0x1f && octet < 0x7f && octet != ':' && octet != '%') {
        text.append((char) octet);
      } else {
        text.append('%').append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)));
        text.append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
      }
    }
    return text.toString();
  }
}
