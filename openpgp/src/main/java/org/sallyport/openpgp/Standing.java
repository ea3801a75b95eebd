package org.sallyport.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.RevocationReasonTags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate's keys may do at a time under a policy, and why not. The rules are those of
 * RFC 9580 sections 5.2.3.10 and 10.1, read so that a doubt closes.
 */
final class Standing {
  private final Proven proven;
  private final Instant at;
  private final Instant now;
  private final AlgorithmPolicy policy;
  private final List<Component> components = new ArrayList<>();
  private final Optional<PGPSignature> governing;

  /** A key of the certificate. */
  record Component(
      PGPPublicKey key,
      boolean isPrimary,
      Set<KeyUse> can,
      Optional<Instant> until,
      Optional<String> unusable) {
    boolean may(KeyUse use) {
      return unusable.isEmpty() && can.contains(use);
    }
  }

  /**
   * Looks at a certificate.
   *
   * @param at the time that keys must be valid at: now, or when a signature was made
   * @param now the time that algorithms are judged at
   */
  Standing(Proven proven, Instant at, Instant now, AlgorithmPolicy policy) {
    this.proven = proven;
    this.at = at;
    this.now = now;
    this.policy = policy;
    this.governing = findGoverning();
    var first = judgePrimary();
    components.add(first);
    proven.subkeys.forEach((key, bindings) -> components.add(judgeSubkey(key, bindings, first)));
  }

  List<Component> components() {
    return components;
  }

  Component primary() {
    return components.getFirst();
  }

  /** Whether the primary key has revoked itself. */
  boolean isRevoked() {
    return revocation(proven.keyRevocations, null).isPresent();
  }

  /** The self-signature whose preferences, flags and expiry hold for the certificate. */
  Optional<PGPSignature> governing() {
    return governing;
  }

  /** Keys for a use, the newest first. */
  List<PGPPublicKey> keysFor(KeyUse use) {
    return components.stream()
        .filter(component -> component.may(use))
        .map(Component::key)
        .sorted(Comparator.comparing(PGPPublicKey::getCreationTime).reversed())
        .toList();
  }

  /** Why there is no key for a use: what stands against the first one made for it. */
  String whyNoneFor(KeyUse use) {
    return components.stream()
        .filter(component -> component.can.contains(use))
        .flatMap(component -> component.unusable.stream())
        .findFirst()
        .or(() -> primary().unusable)
        .orElse("it has no key that may " + use.name().toLowerCase(Locale.ROOT));
  }

  /** Whether a user id is bound to the primary key, and not revoked since. */
  boolean vouchesFor(String userId) {
    return Optional.ofNullable(proven.userIds.get(userId)).flatMap(this::valid).isPresent();
  }

  private Optional<PGPSignature> findGoverning() {
    var direct = newest(proven.direct);
    if (direct.isPresent() && (proven.primary.getVersion() >= 6 || saysSomething(direct.get()))) {
      return direct;
    }
    return proven.userIds.values().stream()
        .flatMap(bindings -> valid(bindings).stream())
        .max(
            Comparator.comparing((PGPSignature one) -> one.getHashedSubPackets().isPrimaryUserID())
                .thenComparing(PGPSignature::getCreationTime))
        .or(() -> direct);
  }

  private static boolean saysSomething(PGPSignature direct) {
    return direct.getHashedSubPackets().getKeyFlags() != 0
        || direct.getHashedSubPackets().getKeyExpirationTime() != 0;
  }

  /** The binding of a user id that holds now; empty when it was revoked, or never bound. */
  Optional<PGPSignature> valid(Proven.Bindings bindings) {
    return newest(bindings.bindings())
        .filter(binding -> revocation(bindings.revocations(), binding).isEmpty());
  }

  /** The newest signature that was made by now, has not expired, and uses what is accepted. */
  private Optional<PGPSignature> newest(List<PGPSignature> signatures) {
    return signatures.stream()
        .filter(this::holds)
        .max(Comparator.comparing(PGPSignature::getCreationTime));
  }

  private boolean holds(PGPSignature signature) {
    var made = signature.getCreationTime().toInstant();
    var lasts = signature.getHashedSubPackets().getSignatureExpirationTime();
    return !made.isAfter(at)
        && (lasts == 0 || at.isBefore(made.plusSeconds(lasts)))
        && policy.objection(AlgorithmIds.hash(signature.getHashAlgorithm()), now).isEmpty();
  }

  private Component judgePrimary() {
    var key = proven.primary;
    var packets = governing.map(PGPSignature::getHashedSubPackets);
    var until = packets.flatMap(p -> until(key, p));
    return new Component(
        key,
        true,
        packets.map(p -> uses(key, p)).orElse(Set.of()),
        until,
        objectionToKey(key, until)
            .or(this::objectionToSelfSignature)
            .or(() -> revocation(proven.keyRevocations, null).map(r -> "the key was " + words(r))));
  }

  private Optional<String> objectionToSelfSignature() {
    if (governing.isPresent()) {
      return Optional.empty();
    }
    if (proven.flooded) {
      return Optional.of(
          "it has more than "
              + Proven.MOST
              + " signatures that claim to be its own, or too many"
              + " user ids or keys");
    }
    return Optional.of(
        proven.direct.isEmpty()
                && proven.userIds.values().stream().allMatch(one -> one.bindings().isEmpty())
            ? "nothing in it is signed by its own primary key"
            : "none of its self-signatures holds: they are not yet or no longer valid, revoked, or"
                + " use a hash that is not accepted");
  }

  private Component judgeSubkey(PGPPublicKey key, Proven.Bindings bindings, Component owner) {
    var binding = newest(bindings.bindings());
    var packets = binding.map(PGPSignature::getHashedSubPackets);
    var can = packets.map(p -> uses(key, p)).orElse(Set.of());
    var until = earlier(packets.flatMap(p -> until(key, p)), owner.until);
    Optional<String> unusable =
        owner
            .unusable
            .or(() -> objectionToKey(key, until))
            .or(() -> binding.isEmpty() ? Optional.of(unbound(bindings)) : Optional.empty())
            .or(
                () ->
                    revocation(bindings.revocations(), null).map(r -> "the subkey was " + words(r)))
            .or(
                () ->
                    signsWithoutAgreeing(key, can, binding)
                        ? Optional.of("it signs, but has not itself agreed to belong to this key")
                        : Optional.empty());
    return new Component(key, false, can, until, unusable);
  }

  private static String unbound(Proven.Bindings bindings) {
    return bindings.bindings().isEmpty()
        ? "the primary key has not bound this subkey"
        : "what binds this subkey is not yet or no longer valid, or uses a hash that is not"
            + " accepted";
  }

  private boolean signsWithoutAgreeing(
      PGPPublicKey key, Set<KeyUse> can, Optional<PGPSignature> binding) {
    return (can.contains(KeyUse.SIGN) || can.contains(KeyUse.CERTIFY))
        && !proven.agrees(key, binding.orElseThrow());
  }

  private Optional<String> objectionToKey(PGPPublicKey key, Optional<Instant> until) {
    var made = key.getCreationTime().toInstant();
    if (made.isAfter(at)) {
      return Optional.of("it is dated " + made + ", which is in the future");
    }
    if (until.isPresent() && !at.isBefore(until.get())) {
      return Optional.of("it expired at " + until.get());
    }
    var algorithm = AlgorithmIds.key(key);
    // Section 9.1: what is legacy was left behind with version 4.
    if (key.getVersion() >= 6
        && (algorithm == Algorithm.ED25519_LEGACY || algorithm == Algorithm.X25519_LEGACY)) {
      return Optional.of(algorithm.label() + " is not allowed in a key of version 6");
    }
    return policy.objection(algorithm, now);
  }

  /**
   * The revocation that holds (section 5.2.3.31). One that says the key was compromised, or gives
   * no reason, holds for all times; another from when it was made. It holds whatever its hash: a
   * weak one must not bring a key back. A user id's is undone by a newer binding.
   */
  private Optional<PGPSignature> revocation(
      List<PGPSignature> revocations, @Nullable PGPSignature binding) {
    return revocations.stream()
        .filter(
            one ->
                binding == null
                    ? hard(one) || !one.getCreationTime().toInstant().isAfter(at)
                    : !one.getCreationTime().toInstant().isAfter(at)
                        && !one.getCreationTime()
                            .toInstant()
                            .isBefore(binding.getCreationTime().toInstant()))
        .findFirst();
  }

  private static boolean hard(PGPSignature revocation) {
    var reason = revocation.getHashedSubPackets().getRevocationReason();
    return reason == null
        || reason.getRevocationReason() == RevocationReasonTags.NO_REASON
        || reason.getRevocationReason() == RevocationReasonTags.KEY_COMPROMISED;
  }

  private static String words(PGPSignature revocation) {
    var reason = revocation.getHashedSubPackets().getRevocationReason();
    var why =
        reason == null
            ? ""
            : switch (reason.getRevocationReason()) {
              case RevocationReasonTags.KEY_SUPERSEDED -> " because another replaces it";
              case RevocationReasonTags.KEY_COMPROMISED -> " because it was compromised";
              case RevocationReasonTags.KEY_RETIRED -> " because it is no longer used";
              default -> "";
            };
    return "revoked at " + revocation.getCreationTime().toInstant() + why;
  }

  private static Optional<Instant> until(PGPPublicKey key, PGPSignatureSubpacketVector packets) {
    var lasts = packets.getKeyExpirationTime();
    return lasts == 0
        ? Optional.empty()
        : Optional.of(key.getCreationTime().toInstant().plusSeconds(lasts));
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().isBefore(other.get()) ? one.get() : other.get())
        : one.or(() -> other);
  }

  /** What the flags allow and the algorithm can. Old keys without flags may do what they can. */
  private static Set<KeyUse> uses(PGPPublicKey key, PGPSignatureSubpacketVector packets) {
    var uses = EnumSet.noneOf(KeyUse.class);
    boolean unsaid = !packets.hasSubpacket(SignatureSubpacketTags.KEY_FLAGS);
    int flags = packets.getKeyFlags();
    for (var use : KeyUse.values()) {
      boolean able = (use == KeyUse.ENCRYPT) == isForEncryption(key) || isForBoth(key);
      boolean said = unsaid ? unsaidAllows(key, use) : (flags & use.flags()) != 0;
      if (able && said) {
        uses.add(use);
      }
    }
    return uses;
  }

  private static boolean unsaidAllows(PGPPublicKey key, KeyUse use) {
    return switch (use) {
      case CERTIFY -> key.isMasterKey();
      case SIGN -> key.isMasterKey();
      case ENCRYPT -> isForEncryption(key) || isForBoth(key);
      case AUTHENTICATE -> false;
    };
  }

  private static boolean isForBoth(PGPPublicKey key) {
    return key.getAlgorithm() == PublicKeyAlgorithmTags.RSA_GENERAL;
  }

  private static boolean isForEncryption(PGPPublicKey key) {
    return key.isEncryptionKey() && !isForBoth(key);
  }
}
