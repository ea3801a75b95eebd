package org.sallyport.oath;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.XECPublicKey;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals {@link LocalPackage}s to one gateway: ephemeral-static X25519 (RFC 7748), HKDF-SHA-256 (RFC
 * 5869) over the shared secret with both public keys as salt, AES-256-GCM with the user's name and
 * the gateway's key as associated data. Each package has a key of its own, so the nonce, which
 * comes from the same derivation, is used once.
 *
 * <p>A sealed package is a version octet, the ephemeral public key of 32 octets, the ciphertext and
 * its tag of 16. It says nothing of who sealed it: gateways take packages from the authority's
 * authenticated connection alone.
 */
public final class PackageSealing {
  private static final byte VERSION = 1;
  private static final int HEAD = 1 + PackageKey.LENGTH;
  private static final byte[] INFO = "sallyport local package 1".getBytes(UTF_8);
  private static final int TAG_BITS = 128;

  private PackageSealing() {}

  /**
   * Seals a package.
   *
   * @param gateway the gateway's public key, 32 octets
   * @throws IllegalArgumentException when that is no X25519 key
   */
  public static byte[] seal(LocalPackage contents, byte[] gateway) {
    if (gateway.length != PackageKey.LENGTH) {
      throw new IllegalArgumentException("an X25519 key has 32 octets");
    }
    var plain = contents.encode();
    try {
      var pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
      var ephemeral = PackageKey.raw((XECPublicKey) pair.getPublic());
      var cipher = cipher(Cipher.ENCRYPT_MODE, pair.getPrivate(), gateway, ephemeral, gateway);
      cipher.updateAAD(bound(contents.user(), gateway));
      var sealed = new byte[HEAD + cipher.getOutputSize(plain.length)];
      sealed[0] = VERSION;
      System.arraycopy(ephemeral, 0, sealed, 1, ephemeral.length);
      cipher.doFinal(plain, 0, plain.length, sealed, HEAD);
      return sealed;
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException("not an X25519 key", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("X25519 or AES-GCM refused to seal", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** Opens a package that was sealed for this user and key; empty for anything else. */
  public static Optional<LocalPackage> open(byte[] sealed, String user, PackageKey key) {
    if (sealed.length < HEAD + TAG_BITS / 8 || sealed[0] != VERSION) {
      return Optional.empty();
    }
    var ephemeral = Arrays.copyOfRange(sealed, 1, HEAD);
    var own = key.publicKey();
    try {
      var cipher = cipher(Cipher.DECRYPT_MODE, key.privateKey(), ephemeral, ephemeral, own);
      cipher.updateAAD(bound(user, own));
      var plain = cipher.doFinal(sealed, HEAD, sealed.length - HEAD);
      try {
        return LocalPackage.decode(plain).filter(opened -> opened.user().equals(user));
      } finally {
        Arrays.fill(plain, (byte) 0);
      }
    } catch (AEADBadTagException | InvalidKeyException notOurs) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("X25519 or AES-GCM refused to open", e);
    }
  }

  private static Cipher cipher(
      int mode, PrivateKey own, byte[] other, byte[] ephemeral, byte[] gateway)
      throws GeneralSecurityException {
    var agreement = KeyAgreement.getInstance("X25519");
    agreement.init(own);
    agreement.doPhase(PackageKey.read(other), true);
    var shared = agreement.generateSecret();
    var parameters =
        HKDFParameterSpec.ofExtract()
            .addIKM(shared)
            .addSalt(ephemeral)
            .addSalt(gateway)
            .thenExpand(INFO, 44);
    var derived = KDF.getInstance("HKDF-SHA256").deriveData(parameters);
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      var nonce = new GCMParameterSpec(TAG_BITS, derived, 32, 12);
      cipher.init(mode, new SecretKeySpec(derived, 0, 32, "AES"), nonce);
      return cipher;
    } finally {
      Arrays.fill(shared, (byte) 0);
      Arrays.fill(derived, (byte) 0);
    }
  }

  private static byte[] bound(String user, byte[] gateway) {
    var name = user.getBytes(UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + name.length + gateway.length)
        .putInt(name.length)
        .put(name)
        .put(gateway)
        .array();
  }
}
