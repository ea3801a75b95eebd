package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;

/** Certificates that have somebody else's signing key in them. */
class ForeignSubkeyTest {
  private static final AlgorithmPolicy POLICY = AlgorithmPolicy.standard();
  private static final byte[] DATA = "pay 1".getBytes(UTF_8);
  private static final Key BOB = KeyTest.make(KeyProfile.CURVE25519_V4);
  private static final Key MALLORY = KeyTest.make(KeyProfile.CURVE25519_V4);

  /** Mallory's certificate with a subkey of Bob's, which has not agreed. */
  private static Certificate claiming(int signatures) throws Exception {
    var primary = MALLORY.ring().getSecretKey();
    var pair = primary.extractKeyPair(null);
    var subkey = BOB.certificate().ring().getPublicKey(fingerprint(KeyUse.SIGN).octets());
    PGPPublicKey claimed = subkey;
    for (var all = subkey.getSignatures(); all.hasNext(); ) {
      claimed = PGPPublicKey.removeCertification(claimed, all.next());
    }
    for (int i = 0; i < signatures; i++) {
      claimed =
          PGPPublicKey.addCertification(
              claimed,
              new Signer(pair, KeyTest.NOW)
                  .overSubkey(
                      PGPSignature.SUBKEY_BINDING,
                      primary.getPublicKey(),
                      subkey,
                      packets -> packets.setKeyFlags(true, KeyFlags.SIGN_DATA)));
    }
    return new Certificate(PGPPublicKeyRing.insertPublicKey(MALLORY.certificate().ring(), claimed));
  }

  private static Fingerprint fingerprint(KeyUse use) {
    return BOB.listing(KeyTest.NOW, POLICY).keys().stream()
        .filter(key -> key.can().contains(use))
        .findFirst()
        .orElseThrow()
        .fingerprint();
  }

  private static Verdict verdict(Certificate... signers) throws IOException {
    var signature =
        Signing.by(List.of(BOB), KeyTest.NOW, POLICY)
            .detached(new ByteArrayInputStream(DATA))
            .orThrow();
    return Verification.by(List.of(signers), KeyTest.NOW, POLICY)
        .detached(signature, new ByteArrayInputStream(DATA))
        .orThrow()
        .getFirst();
  }

  @Test
  void whoever_claims_a_key_does_not_spoil_its_owners_signatures() throws Exception {
    var bob = BOB.certificate();
    for (var signers :
        List.of(new Certificate[] {claiming(1), bob}, new Certificate[] {bob, claiming(1)})) {
      assertThat(verdict(signers))
          .isInstanceOfSatisfying(
              Verdict.Good.class,
              good -> assertThat(good.certificate()).isEqualTo(BOB.fingerprint()));
    }
    assertThat(verdict(claiming(1))).isInstanceOf(Verdict.Bad.class);

    var message = new ByteArrayOutputStream();
    try (var out =
        Encryption.to(List.of(MALLORY.certificate()), KeyTest.NOW, POLICY)
            .signedBy(List.of(BOB))
            .open(message)
            .orThrow()) {
      out.write(DATA);
    }
    var opening =
        Decryption.with(List.of(MALLORY), KeyTest.NOW, POLICY)
            .verifying(List.of(claiming(1), bob))
            .decrypt(new ByteArrayInputStream(message.toByteArray()), new ByteArrayOutputStream());
    assertThat(((Opening.Released) opening).facts().good()).hasSize(1);
  }

  @Test
  void a_certificate_that_is_of_no_use_lends_its_subkeys_nothing() throws Exception {
    assertThat(verdict(claiming(Proven.MOST + 1))).isInstanceOf(Verdict.Bad.class);
  }

  @Test
  void a_revocation_in_one_copy_of_a_certificate_counts_in_all() throws IOException {
    var bob = BOB.certificate();
    var revoked =
        BOB.revoked(new Revocation(Revocation.Reason.COMPROMISED), KeyTest.NOW, POLICY)
            .orThrow()
            .certificate();
    for (var signers :
        List.of(new Certificate[] {revoked, bob}, new Certificate[] {bob, revoked})) {
      assertThat(verdict(signers)).isInstanceOf(Verdict.Bad.class);
    }
    assertThat(verdict(bob)).isInstanceOf(Verdict.Good.class);
  }
}
