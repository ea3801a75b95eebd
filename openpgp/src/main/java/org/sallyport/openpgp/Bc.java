package org.sallyport.openpgp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.PGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPDigestCalculatorProviderBuilder;
import org.sallyport.kernel.Secret;

/** What Bouncy Castle wants to be handed again and again. */
final class Bc {
  static final BcKeyFingerprintCalculator FINGERPRINTS = new BcKeyFingerprintCalculator();

  /** The JDK's digests: several times as fast as Bouncy Castle's. */
  static final PGPDigestCalculatorProvider DIGESTS = digests();

  static final PGPContentVerifierBuilderProvider VERIFIERS = new ContentVerifiers();

  private Bc() {}

  /** Characters of a passphrase, for which Bouncy Castle asks; the caller wipes them. */
  static char[] characters(Secret passphrase) {
    var octets = passphrase.reveal();
    var decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(octets));
    var characters = new char[decoded.remaining()];
    decoded.get(characters);
    Arrays.fill(octets, (byte) 0);
    Arrays.fill(decoded.array(), '\0');
    return characters;
  }

  private static PGPDigestCalculatorProvider digests() {
    try {
      return new JcaPGPDigestCalculatorProviderBuilder().build();
    } catch (PGPException e) {
      throw broken(e);
    }
  }

  static PGPDigestCalculator digest(int hash) {
    try {
      return DIGESTS.get(hash);
    } catch (PGPException e) {
      throw broken(e);
    }
  }

  /** Times in OpenPGP are whole seconds. */
  static Date date(Instant at) {
    return Date.from(Instant.ofEpochSecond(at.getEpochSecond()));
  }

  /** What cannot fail, with keys and packets that were made here, has failed. */
  static IllegalStateException broken(Exception cause) {
    return new IllegalStateException("OpenPGP failed with its own data", cause);
  }
}
