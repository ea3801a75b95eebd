package org.sallyport.client.key;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sallyport.client.key.KeyService.Held;
import org.sallyport.client.key.OwnKey.State;
import org.sallyport.client.policy.KeyMode;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyListing.ListedKey;
import org.sallyport.openpgp.KeyListing.SecretPart;
import org.sallyport.openpgp.KeyUse;

/**
 * What of the server's word about the person's keys is believed. A secret is taken only in the form
 * that the mode of its key gives a server; a key that the person does not know takes nobody's place
 * whose secret is here, because the person would sign and be written to with a key of somebody
 * else's making.
 */
final class Arrivals {
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();

  private final Instant now;
  private final KeyMode wanted;

  Arrivals(Instant now, KeyMode wanted) {
    this.now = now;
    this.wanted = wanted;
  }

  /** The active key that no other one replaces without the person's word, if there is one. */
  Optional<OwnKey> holder(List<OwnKey> known, List<Held> held) {
    return known.stream()
        .filter(key -> key.state() == State.active && key.secret().isPresent())
        // Where the policy wants another mode, the organisation asks for another key.
        .filter(key -> key.mode() != KeyMode.SKM && key.mode() == wanted)
        .filter(key -> !key.certificate().isRevoked(now, ALGORITHMS))
        .filter(
            key ->
                held.stream()
                    .filter(one -> one.certificate().fingerprint().equals(key.fingerprint()))
                    .noneMatch(one -> isOver(key.with(one.certificate()), one.state())))
        .findFirst();
  }

  private boolean isOver(OwnKey key, State said) {
    return said == State.revoked
        || said == State.expired
        || key.certificate().isRevoked(now, ALGORITHMS);
  }

  /** Those that the server names as active, in the place of the holder. */
  static Set<Fingerprint> intruders(List<OwnKey> known, List<Held> held, OwnKey holder) {
    var intruders = new TreeSet<Fingerprint>();
    for (var one : held) {
      var fingerprint = one.certificate().fingerprint();
      boolean brought =
          known.stream()
              .anyMatch(key -> key.fingerprint().equals(fingerprint) && key.secret().isPresent());
      if (one.state() == State.active && !brought && !fingerprint.equals(holder.fingerprint())) {
        intruders.add(fingerprint);
      }
    }
    return intruders;
  }

  static String refusal(Fingerprint intruder, OwnKey holder) {
    return "the server names key "
        + intruder
        + " as yours in the place of "
        + holder.fingerprint()
        + ", whose secret is here; it is not used. If you made it on another machine, bring it with"
        + " 'sallyport client keys export' there and 'keys import' here; else tell your"
        + " administrator";
  }

  /** Where a key stands: its own revocation counts for more than the server's word. */
  State state(OwnKey merged, State said) {
    return merged.certificate().isRevoked(now, ALGORITHMS) ? State.revoked : said;
  }

  /** Why a secret is not taken; empty when it is what its mode gives a server. */
  Optional<String> unfit(OwnKey key, Key secret) {
    if (!secret.fingerprint().equals(key.fingerprint())) {
      return Optional.of("it belongs to key " + secret.fingerprint());
    }
    return switch (key.mode()) {
      case SKM -> has(secret, SecretPart.LOCKED) ? Optional.of("it is locked") : Optional.empty();
      case CKM -> Optional.of("a server never has it");
      case GKM ->
          secret.secretParts().values().stream().allMatch(part -> part == SecretPart.LOCKED)
              ? Optional.empty()
              : Optional.of("it is not under your passphrase");
      case SCKM ->
          !has(secret, SecretPart.LOCKED) && open(key, secret).equals(decrypting(key))
              ? Optional.empty()
              : Optional.of("it is not what decrypts and nothing else");
    };
  }

  private static boolean has(Key secret, SecretPart part) {
    return secret.secretParts().containsValue(part);
  }

  private static List<Fingerprint> open(OwnKey key, Key secret) {
    var open = new ArrayList<Fingerprint>();
    for (var each : key.certificate().fingerprints()) {
      if (secret.secretParts().get(each) == SecretPart.OPEN) {
        open.add(each);
      }
    }
    return secret.secretParts().values().stream().filter(SecretPart.OPEN::equals).count()
            == open.size()
        ? open
        : List.of();
  }

  private List<Fingerprint> decrypting(OwnKey key) {
    return key.certificate().listing(now, ALGORITHMS).keys().stream()
        .filter(each -> each.can().equals(Set.of(KeyUse.ENCRYPT)))
        .map(ListedKey::fingerprint)
        .toList();
  }
}
