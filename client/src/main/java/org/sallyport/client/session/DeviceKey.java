package org.sallyport.client.session;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.sallyport.client.link.Question;
import org.sallyport.kernel.Secret;
import org.sallyport.kernel.SignedRequest;

/** The key of this machine: Ed25519 (RFC 8032). It never leaves the machine. */
public final class DeviceKey {
  private static final String ED25519 = "Ed25519";
  private static final int OCTETS = 32;

  private final PrivateKey key;
  private final String publicKey;

  private DeviceKey(PrivateKey key, String publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** A new one. */
  public static DeviceKey make() {
    try {
      var pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
      var encoded = pair.getPublic().getEncoded();
      // The 32 octets of the key stand at the end of its SubjectPublicKeyInfo (RFC 8410 section 4).
      var octets = Arrays.copyOfRange(encoded, encoded.length - OCTETS, encoded.length);
      return new DeviceKey(
          pair.getPrivate(), Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /**
   * One that was kept.
   *
   * @throws IllegalArgumentException when it is damaged
   */
  public static DeviceKey of(Secret kept, String publicKey) {
    try {
      var octets = Base64.getDecoder().decode(kept.revealText());
      return new DeviceKey(
          KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(octets)),
          publicKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the device key is damaged", e);
    }
  }

  /** The form to keep: PKCS #8 in Base64. */
  public Secret kept() {
    return Secret.ofText(Base64.getEncoder().encodeToString(key.getEncoded()));
  }

  /** The public half: 32 octets in base64url. */
  public String publicKey() {
    return publicKey;
  }

  String proof(String id, Instant time, String nonce, Question question) {
    return SignedRequest.sign(
        key, id, time, nonce, question.method(), question.target(), question.body());
  }

  @Override
  public String toString() {
    return "DeviceKey[" + publicKey + "]";
  }
}
