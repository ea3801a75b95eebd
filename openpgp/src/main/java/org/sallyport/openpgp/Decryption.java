package org.sallyport.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.sallyport.kernel.Secret;

/**
 * Decrypts messages, and verifies the signatures in them.
 *
 * @param keys with open secrets
 * @param passwords that may open it too
 * @param signers certificates whose signatures are looked for
 * @param at the time now
 * @param policy what algorithms are held against
 * @param limits how much a message may cause
 */
public record Decryption(
    List<Key> keys,
    List<Secret> passwords,
    List<Certificate> signers,
    Instant at,
    AlgorithmPolicy policy,
    Limits limits) {
  /** Copies the lists. */
  public Decryption {
    keys = List.copyOf(keys);
    passwords = List.copyOf(passwords);
    signers = List.copyOf(signers);
  }

  /** With keys alone. */
  public static Decryption with(List<Key> keys, Instant at, AlgorithmPolicy policy) {
    return new Decryption(keys, List.of(), List.of(), at, policy, Limits.standard());
  }

  /** The same, with passwords too. */
  public Decryption orPasswords(List<Secret> more) {
    return new Decryption(keys, more, signers, at, policy, limits);
  }

  /** The same, looking for signatures. */
  public Decryption verifying(List<Certificate> certificates) {
    return new Decryption(keys, passwords, certificates, at, policy, limits);
  }

  /** The same within other limits. */
  public Decryption within(Limits other) {
    return new Decryption(keys, passwords, signers, at, policy, other);
  }

  /**
   * Decrypts a message, armored or binary, into a sink. <em>What is in the sink may be used only
   * when {@link Opening.Released} comes back</em>; otherwise the caller throws it away. {@link
   * Spool} is a sink made for that.
   *
   * @param sink is neither flushed nor closed
   * @throws IOException when the source cannot be read or the sink not be written
   */
  public Opening decrypt(InputStream message, OutputStream sink) throws IOException {
    return new MessageReader(
            new SessionKeys(keys, passwords),
            false,
            new ContentChecks(new SignatureCheck(signers, at, policy)),
            at,
            policy,
            limits,
            new WatchedInput(message),
            sink)
        .read();
  }
}
