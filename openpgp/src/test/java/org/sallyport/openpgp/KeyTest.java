package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.KeyListing.SecretPart;

class KeyTest {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final AlgorithmPolicy POLICY = AlgorithmPolicy.standard();
  private static final String ALICE = "Alice Example <alice@example.com>";

  @ParameterizedTest
  @EnumSource(KeyProfile.class)
  void a_new_key_certifies_signs_and_decrypts_with_a_key_for_each(KeyProfile profile) {
    var listing = make(profile).listing(NOW, POLICY);
    assertThat(listing.version()).isEqualTo(profile.version());
    assertThat(listing.keys()).allMatch(key -> key.unusable().isEmpty());
    assertThat(listing.keys())
        .extracting(KeyListing.ListedKey::can)
        .containsExactly(Set.of(KeyUse.CERTIFY), Set.of(KeyUse.SIGN), Set.of(KeyUse.ENCRYPT));
    assertThat(listing.userIds()).containsExactly(new KeyListing.ListedUserId(ALICE, true));
    assertThat(listing.until()).contains(NOW.plus(YEAR));
  }

  @ParameterizedTest
  @EnumSource(KeyProfile.class)
  void a_key_is_the_same_after_it_was_written_and_read(KeyProfile profile) {
    var key = make(profile);
    var binary = Key.read(key.bytes().reveal()).orThrow();
    var armored = Key.read(key.armored().reveal()).orThrow();
    assertThat(binary.bytes()).isEqualTo(key.bytes());
    assertThat(armored.bytes()).isEqualTo(key.bytes());
    assertThat(Certificate.read(key.certificate().armored().getBytes(US_ASCII)).orThrow())
        .isEqualTo(key.certificate());
  }

  @Test
  void a_key_takes_a_public_half_that_was_asked_before_and_no_other() {
    var key = make(KeyProfile.CURVE25519_V4);
    var again = Certificate.read(key.certificate().bytes()).orThrow();
    assertThat(key.with(again).certificate()).isSameAs(again);
    assertThat(key.with(again).bytes()).isEqualTo(key.bytes());
    var other = make(KeyProfile.CURVE25519_V4).certificate();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key.with(other))
        .withMessageContaining("is not the public half of");
  }

  @ParameterizedTest
  @EnumSource(KeyProfile.class)
  void a_passphrase_locks_and_opens(KeyProfile profile) {
    var key = make(profile);
    var locked = key.protect(Secret.ofText("rosebud ä")).orThrow();
    var read = Key.read(locked.armored().reveal()).orThrow();
    assertThat(read.isLocked()).isTrue();
    assertThat(read.listing(NOW, POLICY).keys())
        .extracting(KeyListing.ListedKey::secret)
        .containsOnly(SecretPart.LOCKED);
    assertThat(read.unlock(List.of(Secret.ofText("wrong"))))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.LOCKED));
    var opened = read.unlock(List.of(Secret.ofText("wrong"), Secret.ofText("rosebud ä"))).orThrow();
    assertThat(opened.isLocked()).isFalse();
    assertThat(opened.bytes()).isEqualTo(key.bytes());
  }

  @Test
  void a_key_of_the_future_or_past_its_end_is_of_no_use() {
    var key = make(KeyProfile.CURVE25519_V4);
    assertThat(key.listing(NOW.minusSeconds(1), POLICY).unusable().orElseThrow())
        .contains("in the future");
    var late = key.listing(NOW.plus(YEAR), POLICY);
    assertThat(late.keys()).allMatch(one -> one.unusable().orElse("").startsWith("it expired at"));
    assertThat(late.can(KeyUse.ENCRYPT)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(KeyProfile.class)
  void a_key_is_renewed_shortened_or_kept_for_ever(KeyProfile profile) {
    var key = make(profile);
    var later = NOW.plus(YEAR).plusSeconds(5);
    var renewed = key.expiring(Optional.of(later.plus(YEAR)), later, POLICY).orThrow();
    assertThat(renewed.listing(later, POLICY).keys())
        .allMatch(one -> one.unusable().isEmpty())
        .allMatch(one -> one.until().equals(Optional.of(later.plus(YEAR))));
    assertThat(key.expiring(Optional.empty(), NOW.plusSeconds(1), POLICY).orThrow())
        .satisfies(
            endless ->
                assertThat(endless.listing(NOW.plus(YEAR.multipliedBy(9)), POLICY).can(KeyUse.SIGN))
                    .isTrue());
    var shortened = key.expiring(Optional.of(NOW.plusSeconds(60)), NOW.plusSeconds(1), POLICY);
    assertThat(shortened.orThrow().listing(NOW.plusSeconds(61), POLICY).can(KeyUse.SIGN)).isFalse();
  }

  @Test
  void a_certificate_that_learns_of_a_renewal_is_good_again() {
    var key = make(KeyProfile.CURVE25519_V4);
    var later = NOW.plus(YEAR).plusSeconds(5);
    var renewed = key.expiring(Optional.empty(), later, POLICY).orThrow();
    var merged = key.certificate().merge(renewed.certificate()).orThrow();
    assertThat(merged.listing(later, POLICY).can(KeyUse.ENCRYPT)).isTrue();
    assertThat(key.merge(renewed.certificate()).orThrow().listing(later, POLICY).can(KeyUse.SIGN))
        .isTrue();
    assertThat(key.certificate().merge(make(KeyProfile.CURVE25519_V4).certificate()))
        .isInstanceOf(Result.Refused.class);
  }

  @ParameterizedTest
  @EnumSource(KeyProfile.class)
  void a_revoked_key_is_of_no_use_and_says_why(KeyProfile profile) {
    var revoked =
        make(profile)
            .revoked(new Revocation(Revocation.Reason.SUPERSEDED), NOW.plusSeconds(10), POLICY)
            .orThrow();
    var read = Key.read(revoked.bytes().reveal()).orThrow().certificate();
    assertThat(read.listing(NOW.plusSeconds(9), POLICY).can(KeyUse.SIGN)).isTrue();
    var listing = read.listing(NOW.plusSeconds(10), POLICY);
    assertThat(listing.unusable().orElseThrow())
        .isEqualTo("the key was revoked at 2026-11-22T10:00:10Z because another replaces it");
    assertThat(listing.keys()).allMatch(one -> one.unusable().isPresent());
  }

  @Test
  void a_compromised_key_was_never_good() {
    var revoked =
        make(KeyProfile.CURVE25519_V4)
            .revoked(new Revocation(Revocation.Reason.COMPROMISED), NOW.plusSeconds(10), POLICY)
            .orThrow();
    assertThat(revoked.listing(NOW, POLICY).can(KeyUse.SIGN)).isFalse();
  }

  @Test
  void user_ids_come_and_go() {
    var key = make(KeyProfile.CURVE25519_V4);
    var other = "Alice <alice@example.org>";
    var both = key.withUserId(other, NOW.plusSeconds(1), POLICY).orThrow();
    assertThat(both.certificate().validUserIds(NOW.plusSeconds(1), POLICY))
        .containsExactly(ALICE, other);
    var why = new Revocation(Revocation.Reason.USER_ID_INVALID, "married");
    var one = both.withUserIdRevoked(ALICE, why, NOW.plusSeconds(2), POLICY).orThrow();
    assertThat(one.certificate().validUserIds(NOW.plusSeconds(2), POLICY)).containsExactly(other);
    assertThat(one.listing(NOW.plusSeconds(2), POLICY).can(KeyUse.SIGN)).isTrue();
    assertThat(both.withUserIdRevoked("nobody", why, NOW, POLICY))
        .isInstanceOf(Result.Refused.class);
  }

  @ParameterizedTest
  @EnumSource(KeyProfile.class)
  void subkeys_come_and_go(KeyProfile profile) {
    var key = make(profile);
    var signer = key.listing(NOW, POLICY).keys().get(1).fingerprint();
    var why = new Revocation(Revocation.Reason.RETIRED);
    var without = key.withSubkeyRevoked(signer, why, NOW.plusSeconds(1), POLICY).orThrow();
    assertThat(without.listing(NOW.plusSeconds(1), POLICY).can(KeyUse.SIGN)).isFalse();
    assertThat(without.listing(NOW.plusSeconds(1), POLICY).can(KeyUse.ENCRYPT)).isTrue();
    var again = without.withSubkey(profile, KeyUse.SIGN, NOW.plusSeconds(2), POLICY).orThrow();
    var listing = Key.read(again.bytes().reveal()).orThrow().listing(NOW.plusSeconds(2), POLICY);
    assertThat(listing.can(KeyUse.SIGN)).isTrue();
    assertThat(listing.keys()).hasSize(4);
  }

  @Test
  void a_server_can_get_the_secret_for_decryption_alone() {
    var key = make(KeyProfile.CURVE25519_V4);
    var part = key.onlyWithSecretsFor(KeyUse.ENCRYPT, NOW, POLICY).orThrow();
    var read = Key.read(part.bytes().reveal()).orThrow();
    assertThat(read.listing(NOW, POLICY).keys())
        .extracting(KeyListing.ListedKey::secret)
        .containsExactly(SecretPart.ABSENT, SecretPart.ABSENT, SecretPart.OPEN);
    assertThat(read.certificate()).isEqualTo(key.certificate());
    assertThat(read.withUserId("Mallory", NOW, POLICY)).isInstanceOf(Result.Refused.class);
    assertThat(read.protect(Secret.ofText("x")).orThrow().isLocked()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(KeyProfile.class)
  void an_organisation_vouches_for_user_ids_and_takes_it_back(KeyProfile profile) {
    var organisation = make(KeyProfile.CURVE25519_V4);
    var alice = make(profile);
    var until = Optional.of(NOW.plus(YEAR));
    var vouched =
        organisation
            .certify(alice.certificate(), List.of(ALICE), NOW.plusSeconds(1), until, POLICY)
            .orThrow();
    var read = Certificate.read(vouched.bytes()).orThrow();
    var authority = organisation.certificate();
    assertThat(read.certifiedBy(authority, NOW.plusSeconds(1), POLICY)).containsExactly(ALICE);
    assertThat(read.certifiedBy(authority, NOW, POLICY)).isEmpty();
    assertThat(alice.certificate().certifiedBy(authority, NOW.plusSeconds(1), POLICY)).isEmpty();
    assertThat(read.certifiedBy(make(KeyProfile.CURVE25519_V4).certificate(), NOW, POLICY))
        .isEmpty();
    var revoked =
        organisation
            .revokeCertification(
                read,
                List.of(ALICE),
                new Revocation(Revocation.Reason.USER_ID_INVALID),
                NOW.plusSeconds(2),
                POLICY)
            .orThrow();
    assertThat(revoked.certifiedBy(authority, NOW.plusSeconds(2), POLICY)).isEmpty();
    assertThat(revoked.validUserIds(NOW.plusSeconds(2), POLICY)).containsExactly(ALICE);
  }

  @Test
  void a_subkey_that_another_key_claims_is_not_its_own() {
    var alice = make(KeyProfile.CURVE25519_V4);
    var mallory = make(KeyProfile.CURVE25519_V4);
    var stolen = alice.certificate().ring().getPublicKeys();
    stolen.next();
    var ring =
        org.bouncycastle.openpgp.PGPPublicKeyRing.insertPublicKey(
            mallory.certificate().ring(), stolen.next());
    var listing = new Certificate(ring).listing(NOW, POLICY);
    assertThat(listing.keys().getLast().unusable())
        .contains("the primary key has not bound this subkey");
  }

  @Test
  void algorithms_end() {
    var key = make(KeyProfile.CURVE25519_V4);
    var strict = POLICY.ending(Algorithm.ED25519_LEGACY, NOW);
    assertThat(key.listing(NOW, strict).unusable())
        .contains("Ed25519 (legacy) is not accepted since 2026-11-22");
    var noHash = POLICY.ending(Algorithm.SHA512, NOW);
    assertThat(key.listing(NOW, noHash).unusable().orElseThrow())
        .contains("none of its self-signatures holds");
  }

  @Test
  void anything_else_is_refused_with_a_reason() {
    assertThat(Key.read("-----BEGIN PGP".getBytes(US_ASCII))).isInstanceOf(Result.Refused.class);
    assertThat(Key.read(new byte[0])).isInstanceOf(Result.Refused.class);
    var certificate = make(KeyProfile.CURVE25519_V4).certificate();
    assertThat(Key.read(certificate.bytes()))
        .isEqualTo(
            Result.refused(
                Refusal.Kind.MALFORMED,
                "there is something else where secret keys belong: a certificate"));
  }

  @Test
  void a_key_tells_nothing_of_its_secrets_as_text() {
    var key = make(KeyProfile.CURVE25519_V4);
    assertThat(key).hasToString("Key[" + key.fingerprint() + "]");
  }

  static Key make(KeyProfile profile) {
    return profile == KeyProfile.RSA_3072_V4 ? SLOW : generate(profile);
  }

  /** RSA takes seconds, so one does for all. */
  private static final Key SLOW = generate(KeyProfile.RSA_3072_V4);

  private static Key generate(KeyProfile profile) {
    return Key.generate(new KeyRequest(profile, List.of(ALICE), Optional.of(YEAR), NOW));
  }
}
