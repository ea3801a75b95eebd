package org.sallyport.store;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.sallyport.kernel.Secret;

/**
 * Stretches what people remember into a key, so that who has stolen the store pays for each guess:
 * Argon2id (RFC 9106), with the least memory and passes that OWASP's advice of 2024 has for
 * servers. What is kept says its cost, so that it can be raised later.
 *
 * @param salt random, 16 octets
 * @param memory in KiB
 * @param passes over the memory
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Passphrase(byte[] salt, int memory, int passes) {
  private static final int MEMORY = 19 * 1024;
  private static final int PASSES = 2;
  private static final int SALT = 16;
  private static final int KEY = 32;

  /** What a store may ask of this machine at most, as its rows could be somebody else's. */
  private static final int MOST_MEMORY = 1024 * 1024;

  private static final int MOST_PASSES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Each one needs its memory, so as many at once as there are processors. */
  private static final Semaphore PROCESSORS =
      new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  /**
   * Checks the cost.
   *
   * @throws StoreException of kind {@code SEAL} when it is none that was ever used here
   */
  public Passphrase {
    if (salt.length != SALT
        || memory < 8
        || memory > MOST_MEMORY
        || passes < 1
        || passes > MOST_PASSES) {
      throw new StoreException(
          StoreException.Kind.SEAL, "a passphrase is stretched in a way that is not known");
    }
  }

  /** A new salt with today's cost. */
  public static Passphrase fresh() {
    var salt = new byte[SALT];
    RANDOM.nextBytes(salt);
    return new Passphrase(salt, MEMORY, PASSES);
  }

  /** Octets as a key has them, which come from no passphrase. */
  static byte[] key() {
    var key = new byte[KEY];
    RANDOM.nextBytes(key);
    return key;
  }

  /** The key, 32 octets; the caller closes it. Blocks for some 50 ms, longer in a young process. */
  public Secret stretch(Secret passphrase) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(1)
            .build());
    var text = passphrase.reveal();
    var key = new byte[KEY];
    PROCESSORS.acquireUninterruptibly();
    try {
      generator.generateBytes(text, key);
      return Secret.copyOf(key);
    } finally {
      PROCESSORS.release();
      Arrays.fill(text, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "Passphrase[" + memory + " KiB, " + passes + " passes]";
  }
}
