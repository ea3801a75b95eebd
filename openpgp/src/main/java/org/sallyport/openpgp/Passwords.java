package org.sallyport.openpgp;

import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.operator.bc.BcPBEDataDecryptorFactory;

/** Opens session keys by a password, unless the message asks for too much work or memory. */
final class Passwords extends BcPBEDataDecryptorFactory {
  /** Of Argon2: 2^17 KiB are 128 MiB. */
  private static final int MOST_MEMORY_EXPONENT = 17;

  private static final int MOST_PASSES = 4;
  private static final int MOST_LANES = 16;

  /** The most that RFC 9580 section 3.7.1.3 can ask for. */
  private static final long MOST_OCTETS = 65_011_712;

  Passwords(char[] characters) {
    super(characters, Bc.DIGESTS);
  }

  @Override
  public byte[] makeKeyFromPassPhrase(int cipher, S2K s2k) throws PGPException {
    if (isCostly(s2k)) {
      throw new PGPException("the password is to be stretched more than is allowed");
    }
    return super.makeKeyFromPassPhrase(cipher, s2k);
  }

  static boolean isCostly(S2K s2k) {
    return switch (s2k.getType()) {
      case S2K.ARGON_2 ->
          s2k.getMemorySizeExponent() > MOST_MEMORY_EXPONENT
              || s2k.getPasses() > MOST_PASSES
              || s2k.getParallelism() > MOST_LANES;
      case S2K.SALTED_AND_ITERATED -> s2k.getIterationCount() > MOST_OCTETS;
      default -> false;
    };
  }
}
