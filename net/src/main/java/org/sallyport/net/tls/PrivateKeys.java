package org.sallyport.net.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.sallyport.kernel.Secret;

/** Private keys in PEM: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) and SEC 1 (RFC 5915). */
public final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("EC", "RSA");

  private PrivateKeys() {}

  /** Reads the first key that the source holds. */
  public static Loaded<PrivateKey> read(KeySource source) {
    try (var text = source.read()) {
      return read(text, source.description());
    } catch (IOException e) {
      return Loaded.refused(source.description(), PemCertificates.whyUnreadable(e));
    }
  }

  /**
   * Reads the first key in the text.
   *
   * @param subject what problems are reported against
   */
  public static Loaded<PrivateKey> read(Secret pem, String subject) {
    var text = pem.reveal();
    List<Pem.Block> blocks = List.of();
    try {
      blocks = Pem.blocks(text);
      return first(blocks, subject);
    } catch (IllegalArgumentException e) {
      return Loaded.refused(subject, "not a private key in PEM: " + e.getMessage());
    } finally {
      Arrays.fill(text, (byte) 0);
      blocks.forEach(block -> Arrays.fill(block.content(), (byte) 0));
    }
  }

  private static Loaded<PrivateKey> first(List<Pem.Block> blocks, String subject) {
    for (var block : blocks) {
      if (block.encrypted() || block.label().equals("ENCRYPTED PRIVATE KEY")) {
        return Loaded.refused(
            subject,
            "the private key is encrypted, and nobody is there to type its passphrase at a restart;"
                + " decrypt it with: openssl pkey -in KEY -out NEWKEY, and keep it readable by this"
                + " service alone");
      }
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return decode(block.content(), subject);
        }
        case "RSA PRIVATE KEY" -> {
          return wrapped(Pkcs8.ofPkcs1(block.content()), subject);
        }
        case "EC PRIVATE KEY" -> {
          return wrapped(Pkcs8.ofSec1(block.content()), subject);
        }
        default -> {
          // A certificate or EC PARAMETERS may stand before the key.
        }
      }
    }
    var held = blocks.isEmpty() ? "no PEM at all" : blocks.getFirst().label();
    return Loaded.refused(subject, "expected a private key in PEM, found " + held);
  }

  private static Loaded<PrivateKey> wrapped(byte[] encoded, String subject) {
    try {
      return decode(encoded, subject);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static Loaded<PrivateKey> decode(byte[] encoded, String subject) {
    for (var algorithm : ALGORITHMS) {
      try {
        var specification = new PKCS8EncodedKeySpec(encoded);
        return Loaded.ready(KeyFactory.getInstance(algorithm).generatePrivate(specification));
      } catch (InvalidKeySpecException otherAlgorithm) {
        // The next one may read it.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has " + algorithm, e);
      }
    }
    return Loaded.refused(
        subject, "expected an RSA or an EC private key; it is damaged or another");
  }
}
