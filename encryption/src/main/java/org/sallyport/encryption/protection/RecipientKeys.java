package org.sallyport.encryption.protection;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.key.KeyState;
import org.sallyport.encryption.key.Keys;
import org.sallyport.encryption.key.TrustLevel;
import org.sallyport.encryption.mailrule.LeastTrust;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.KeyUse;

/**
 * Chooses the keys to encrypt to for somebody: the one of our directory, else those that
 * administrators trust, else the one that they have put into web mail, else what a search finds. A
 * certificate that administrators refused is never used, whoever else has it. Any thread; blocks.
 */
final class RecipientKeys {
  static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();

  private static final int MOST_SEEN = 1_000;

  private final Keys keys;
  private final Optional<KeySearch> remote;
  private final WebMailbox webMail;
  private final Set<String> managed;
  private final InstantSource clock;
  private final SeenCertificates seen = new SeenCertificates(MOST_SEEN);

  RecipientKeys(
      Keys keys,
      Optional<KeySearch> remote,
      WebMailbox webMail,
      Set<String> managed,
      InstantSource clock) {
    this.keys = keys;
    this.remote = remote;
    this.webMail = webMail;
    this.managed = Set.copyOf(managed);
    this.clock = clock;
  }

  /** A certificate, and why it is used. */
  record Chosen(Certificate certificate, KeyUsed used) {}

  /** What there is for somebody. */
  sealed interface Found {
    /**
     * These are encrypted to, all of them.
     *
     * @param chosen at least one
     */
    record Some(List<Chosen> chosen) implements Found {}

    /**
     * It is known that there is none.
     *
     * @param why goes on a sentence: {@code "there is none in the directory"}
     */
    record None(String why) implements Found {}

    /** It is not known whether there is one: who may have one does not answer. */
    record Unknown(String why) implements Found {}
  }

  /** Keys for an address that count for a rule. */
  Found find(Address who, LeastTrust least) {
    var own = keys.active(who);
    if (own.isPresent()) {
      var certificate = seen.of(own.get().armored(), own.get()::certificate);
      return unfit(certificate)
          .<Found>map(Found.None::new)
          .orElseGet(() -> one(certificate, "directory", "own"));
    }
    // Of our own people nobody else knows better.
    if (managed.contains(who.domain())) {
      return new Found.None("there is no key of theirs in the directory");
    }
    return switch (least) {
      case OWN -> new Found.None("only keys of the directory count for this rule");
      case TRUSTED -> trusted(who).orElseGet(() -> new Found.None("no key of theirs is trusted"));
      case FOUND -> trusted(who).or(() -> preferred(who)).orElseGet(() -> searched(who));
    };
  }

  private Optional<Found> trusted(Address who) {
    var now = clock.instant();
    return some(
        keys.trusted().of(who).stream()
            .filter(key -> key.trust() == TrustLevel.TRUSTED)
            .filter(key -> key.until().filter(end -> !now.isBefore(end)).isEmpty())
            .map(
                key ->
                    new Chosen(
                        seen.of(key.armored(), key::certificate),
                        used(key.fingerprint(), "trusted", "trusted")))
            .filter(key -> unfit(key.certificate()).isEmpty())
            .toList());
  }

  /** The key that somebody wants mail encrypted to that would lie in web mail otherwise. */
  Optional<Found> preferred(Address who) {
    return webMail
        .preferredKey(who)
        .filter(certificate -> unfit(certificate).isEmpty())
        .map(certificate -> one(certificate, "web-mail", "found"));
  }

  private Found searched(Address who) {
    if (remote.isEmpty()) {
      return new Found.None("there is no key of theirs, and keys are searched for nowhere");
    }
    var looked = remote.get().look(who);
    var fit = new ArrayList<Chosen>();
    var objections = new ArrayList<String>();
    for (var key : looked.keys()) {
      var certificate = seen.of(key.certificate());
      var objection = unfit(certificate);
      if (objection.isPresent()) {
        objections.add(objection.get());
      } else {
        var trust = key.stale() ? "stale" : "found";
        fit.add(new Chosen(certificate, used(certificate.fingerprint(), key.source(), trust)));
      }
    }
    return some(fit)
        .orElseGet(
            () ->
                looked.known()
                    ? new Found.None(
                        objections.isEmpty()
                            ? "no key of theirs was found"
                            : String.join("; ", objections))
                    : new Found.Unknown("who may have a key of theirs does not answer"));
  }

  /** Why a certificate must not be encrypted to; empty where it may be. */
  Optional<String> unfit(Certificate certificate) {
    if (isRefused(certificate.fingerprint())) {
      return Optional.of("an administrator refused the key " + certificate.fingerprint());
    }
    // The holder of a key of ours may have revoked it where a search does not see that.
    if (isRevokedHere(certificate.fingerprint())) {
      return Optional.of("the key " + certificate.fingerprint() + " was revoked here");
    }
    return encrypts(certificate)
        ? Optional.empty()
        : Optional.of("nothing can be encrypted to the key " + certificate.fingerprint());
  }

  /** An active key of ours that may be encrypted to. */
  Optional<Certificate> own(Address who) {
    return keys.active(who)
        .map(own -> seen.of(own.armored(), own::certificate))
        .filter(own -> unfit(own).isEmpty());
  }

  /** Asked by fingerprint: the key may have had other addresses, or none, when it was refused. */
  boolean isRefused(Fingerprint fingerprint) {
    return keys.trusted()
        .find(fingerprint)
        .filter(key -> key.trust() == TrustLevel.REFUSED)
        .isPresent();
  }

  private boolean encrypts(Certificate certificate) {
    return certificate.listing(clock.instant(), ALGORITHMS).can(KeyUse.ENCRYPT);
  }

  /**
   * Whether a key was revoked here and does not say so itself: the server cannot sign with it, and
   * whoever has it can sign as if nothing had happened.
   */
  private boolean isWithdrawn(Certificate certificate) {
    return isRevokedHere(certificate.fingerprint())
        && !certificate.isRevoked(clock.instant(), ALGORITHMS);
  }

  private boolean isRevokedHere(Fingerprint fingerprint) {
    return keys.find(fingerprint).filter(key -> key.state() == KeyState.REVOKED).isPresent();
  }

  private static Optional<Found> some(List<Chosen> chosen) {
    return chosen.isEmpty() ? Optional.empty() : Optional.of(new Found.Some(chosen));
  }

  private static Found one(Certificate certificate, String source, String trust) {
    return new Found.Some(
        List.of(new Chosen(certificate, used(certificate.fingerprint(), source, trust))));
  }

  private static KeyUsed used(Fingerprint fingerprint, String source, String trust) {
    return new KeyUsed(fingerprint, source, trust);
  }

  /** Certificates that a signature of somebody may be by: all that are known, refused ones not. */
  List<Form.KnownSigner> signers(Address who, Function<Address, List<Certificate>> ours) {
    var found = new ArrayList<Form.KnownSigner>();
    ours.apply(who).forEach(own -> add(found, own, "directory", "own"));
    if (managed.contains(who.domain())) {
      return found;
    }
    keys.trusted().of(who).stream()
        .filter(key -> key.trust() == TrustLevel.TRUSTED)
        .forEach(key -> add(found, key.certificate(), "trusted", "trusted"));
    webMail.preferredKey(who).ifPresent(key -> add(found, key, "web-mail", "found"));
    if (found.isEmpty() && remote.isPresent()) {
      remote
          .get()
          .look(who)
          .keys()
          .forEach(
              key -> add(found, key.certificate(), key.source(), key.stale() ? "stale" : "found"));
    }
    return found;
  }

  private void add(
      List<Form.KnownSigner> to, Certificate certificate, String source, String trust) {
    if (!isRefused(certificate.fingerprint()) && !isWithdrawn(certificate)) {
      to.add(new Form.KnownSigner(certificate, used(certificate.fingerprint(), source, trust)));
    }
  }
}
