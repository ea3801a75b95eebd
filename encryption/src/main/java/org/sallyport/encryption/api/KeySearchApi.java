package org.sallyport.encryption.api;

import java.util.List;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.key.ConsumerKey;
import org.sallyport.encryption.key.KeyState;
import org.sallyport.encryption.key.TrustLevel;
import org.sallyport.encryption.key.TrustedKey;
import org.sallyport.encryption.search.RemoteKey;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Finds for clients what to encrypt to: keys of our own people first, then of others. */
final class KeySearchApi {
  private static final String ORGANISATION = "organisation";

  private final Domain domain;
  private final List<String> managed;

  KeySearchApi(Domain domain, EncryptionSettings settings) {
    this.domain = domain;
    managed = settings.domains();
  }

  /** What was found. */
  record FoundView(List<FoundKey> keys) {}

  /**
   * A key to encrypt to.
   *
   * @param certificate armored
   * @param source internal, trusted, wkd, hkp, vks or ldap
   * @param trust organisation where the organisation key vouches for it, trusted where an
   *     administrator has looked at it, else found
   * @param found when it was found, or when it last changed
   * @param stale whether it is older than it should be, as nobody who may have a newer one answers
   */
  record FoundKey(
      String address,
      String fingerprint,
      String certificate,
      String source,
      String trust,
      String found,
      boolean stale) {}

  List<Route> routes() {
    return List.of(
        Route.get("/v1/keys", "findKeys")
            .summary(
                "Keys to encrypt to for an address; searched for elsewhere where it is not ours.")
            .tag("keys")
            .requiredQuery("address", "Whom to encrypt to.", "ada@example.com")
            .answers(200, "What was found, which may be nothing.", FoundView.class)
            .refuses(400, "That is no address.")
            .refuses(401, "A session is needed.")
            .handledBy(this::find));
  }

  private Reply find(Request request) {
    var address = request.query("address").flatMap(Address::of);
    return address
        .map(wanted -> Reply.json(new FoundView(found(wanted))))
        .orElseGet(
            () -> Reply.problem(Problems.badParameter("address", "expected a mail address")));
  }

  private List<FoundKey> found(Address address) {
    var own = domain.keys().active(address);
    if (own.isPresent()) {
      return List.of(view(address, own.get()));
    }
    // Of our own people nobody else knows better.
    if (managed.contains(address.domain())) {
      return List.of();
    }
    var known = domain.keys().trusted().of(address);
    var trusted = known.stream().filter(this::isGood).map(key -> view(address, key)).toList();
    return trusted.isEmpty() ? remote(address) : trusted;
  }

  private boolean isGood(TrustedKey key) {
    var now = domain.clock().instant();
    return key.trust() != TrustLevel.REFUSED
        && key.until().filter(end -> !now.isBefore(end)).isEmpty()
        && key.certificate().listing(now, AlgorithmPolicy.standard()).can(KeyUse.ENCRYPT);
  }

  private List<FoundKey> remote(Address address) {
    return domain.remoteKeys().map(remote -> remote.find(address)).orElse(List.of()).stream()
        .filter(key -> !isRefused(key.certificate().fingerprint()))
        .filter(key -> !isRevoked(key.certificate().fingerprint()))
        .map(this::view)
        .toList();
  }

  /** Asked by fingerprint: the key may have had other addresses, or none, when it was refused. */
  private boolean isRefused(Fingerprint fingerprint) {
    return domain
        .keys()
        .trusted()
        .find(fingerprint)
        .filter(key -> key.trust() == TrustLevel.REFUSED)
        .isPresent();
  }

  /** Where the server cannot sign with a key, others do not see that it was revoked here. */
  private boolean isRevoked(Fingerprint fingerprint) {
    return domain
        .keys()
        .find(fingerprint)
        .filter(key -> key.state() == KeyState.REVOKED)
        .isPresent();
  }

  private static FoundKey view(Address address, TrustedKey key) {
    return new FoundKey(
        address.text(),
        key.fingerprint().hex(),
        key.armored(),
        "trusted",
        "trusted",
        key.changed().toString(),
        false);
  }

  private static FoundKey view(Address address, ConsumerKey key) {
    return new FoundKey(
        address.text(),
        key.fingerprint().hex(),
        key.armored(),
        "internal",
        ORGANISATION,
        key.changed().toString(),
        false);
  }

  private FoundKey view(RemoteKey key) {
    return new FoundKey(
        key.address().text(),
        key.certificate().fingerprint().hex(),
        key.certificate().armored(),
        key.source(),
        vouchedFor(key.certificate()) ? ORGANISATION : "found",
        key.found().toString(),
        key.stale());
  }

  private boolean vouchedFor(Certificate certificate) {
    return !domain.organisation().certified(certificate).isEmpty();
  }
}
