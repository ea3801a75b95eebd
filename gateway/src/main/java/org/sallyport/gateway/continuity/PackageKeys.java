package org.sallyport.gateway.continuity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.KeyAgreement;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.kernel.Secret;
import org.sallyport.net.tls.Loaded;
import org.sallyport.oath.PackageKey;

/** Reads the gateway's X25519 key (RFC 8410), as {@code openssl genpkey} writes it. */
final class PackageKeys {
  private static final String EXPECTED =
      "expected an X25519 key in PKCS#8 PEM, as openssl genpkey -algorithm X25519 writes it";

  private PackageKeys() {}

  static Loaded<PackageKey> read(SecretSource source) {
    return switch (Secrets.read(source)) {
      case Secrets.Found.Missing(var why) -> Loaded.refused(source.toString(), why);
      case Secrets.Found.Value(var secret, _) -> {
        try (secret) {
          yield Loaded.ready(parse(secret.revealText()));
        } catch (IllegalArgumentException | GeneralSecurityException notOne) {
          yield Loaded.refused(source.toString(), EXPECTED);
        }
      }
    };
  }

  private static PackageKey parse(String pem) throws GeneralSecurityException {
    var body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    var encoded = Base64.getDecoder().decode(body);
    try {
      var factory = KeyFactory.getInstance("X25519");
      if (!(factory.generatePrivate(new PKCS8EncodedKeySpec(encoded))
          instanceof XECPrivateKey key)) {
        throw new IllegalArgumentException(EXPECTED);
      }
      var scalar = key.getScalar().orElseThrow(() -> new IllegalArgumentException(EXPECTED));
      try (var kept = Secret.copyOf(scalar)) {
        return PackageKey.of(kept, publicKey(key, factory));
      } finally {
        Arrays.fill(scalar, (byte) 0);
      }
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  /** RFC 7748 section 6.1: the public key is the scalar times the base point, whose u is 9. */
  private static byte[] publicKey(XECPrivateKey key, KeyFactory factory)
      throws GeneralSecurityException {
    PublicKey base =
        factory.generatePublic(
            new XECPublicKeySpec(NamedParameterSpec.X25519, BigInteger.valueOf(9)));
    var agreement = KeyAgreement.getInstance("X25519");
    agreement.init(key);
    agreement.doPhase(base, true);
    return agreement.generateSecret();
  }
}
