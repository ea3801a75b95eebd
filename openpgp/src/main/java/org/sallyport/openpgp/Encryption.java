package org.sallyport.openpgp;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.PreferredAEADCiphersuites;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.PGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPBEKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.sallyport.kernel.Secret;

/**
 * Encrypts with AES-256 to certificates, to passwords, or both, and signs what it encrypts where
 * there are keys for it.
 *
 * <p>A message is of version 1, with a modification detection code, which everybody reads. It is of
 * version 2, with authenticated encryption, only where the caller allows it and every recipient
 * asks for it. LibrePGP's packet is never written. Nothing is compressed: compression tells
 * secrets, and costs more time than encryption.
 *
 * @param recipients whom it is for
 * @param additional keys that the organisation adds (additional decryption keys); the recipients'
 *     programs show them
 * @param passwords that open it too
 * @param signers open keys; may be empty
 * @param text whether the content is text
 * @param version2 whether authenticated encryption is allowed
 * @param armored whether the message is for text
 * @param at when it is made
 * @param policy what keys are held against
 */
public record Encryption(
    List<Certificate> recipients,
    List<Certificate> additional,
    List<Secret> passwords,
    List<Key> signers,
    boolean text,
    boolean version2,
    boolean armored,
    Instant at,
    AlgorithmPolicy policy) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PART = 64 * 1024;

  /** 16 MiB are hashed for each guess at a password. */
  private static final int ITERATIONS = 0xe0;

  /** Chunks of 2^(6 + 10) octets: 64 KiB. */
  private static final int CHUNK = 10;

  /** Copies the lists. */
  public Encryption {
    recipients = List.copyOf(recipients);
    additional = List.copyOf(additional);
    passwords = List.copyOf(passwords);
    signers = List.copyOf(signers);
    if (recipients.isEmpty() && passwords.isEmpty()) {
      throw new IllegalArgumentException("a message is for somebody");
    }
  }

  /** To certificates, unsigned, binary, of version 1. */
  public static Encryption to(List<Certificate> recipients, Instant at, AlgorithmPolicy policy) {
    return new Encryption(
        recipients, List.of(), List.of(), List.of(), false, false, false, at, policy);
  }

  /** To certificates and passwords, at least one of either, unsigned, binary, of version 1. */
  public static Encryption to(
      List<Certificate> recipients, List<Secret> passwords, Instant at, AlgorithmPolicy policy) {
    return new Encryption(
        recipients, List.of(), passwords, List.of(), false, false, false, at, policy);
  }

  /** To passwords, unsigned, binary, of version 1. */
  public static Encryption toPasswords(List<Secret> passwords, Instant at, AlgorithmPolicy policy) {
    return new Encryption(
        List.of(), List.of(), passwords, List.of(), false, false, false, at, policy);
  }

  /** The same, for the organisation too. */
  public Encryption withAdditional(List<Certificate> keys) {
    return new Encryption(
        recipients, keys, passwords, signers, text, version2, armored, at, policy);
  }

  /** The same, opened by passwords too. */
  public Encryption withPasswords(List<Secret> more) {
    return new Encryption(
        recipients, additional, more, signers, text, version2, armored, at, policy);
  }

  /** The same, signed. */
  public Encryption signedBy(List<Key> keys) {
    return new Encryption(
        recipients, additional, passwords, keys, text, version2, armored, at, policy);
  }

  /** The same, of text. */
  public Encryption ofText() {
    return new Encryption(
        recipients, additional, passwords, signers, true, version2, armored, at, policy);
  }

  /** The same, of version 2 where every recipient asks for it. */
  public Encryption preferringVersion2() {
    return new Encryption(
        recipients, additional, passwords, signers, text, true, armored, at, policy);
  }

  /** The same, in armor. */
  public Encryption inArmor() {
    return new Encryption(
        recipients, additional, passwords, signers, text, version2, true, at, policy);
  }

  /** Whether every signer has a key that may sign, and its secret open. */
  public boolean signersCan() {
    return ready() instanceof Result.Of<List<Signer>>;
  }

  private Result<List<Signer>> ready() {
    return signers.isEmpty()
        ? Result.of(List.of())
        : new Signing(signers, text, at, policy).signers();
  }

  /**
   * A stream whose content arrives at the sink as an encrypted message. Closing it ends the message
   * and closes the sink; a message that was not ended cannot be read.
   *
   * @return refused when a recipient cannot be encrypted to, or a key cannot sign
   * @throws IOException when the sink cannot be written
   */
  public Result<OutputStream> open(OutputStream sink) throws IOException {
    var keys = new ArrayList<Recipient>();
    for (var certificate : Stream.concat(recipients.stream(), additional.stream()).toList()) {
      switch (Recipient.of(certificate, at, policy)) {
        case Result.Of<Recipient>(var recipient) -> keys.add(recipient);
        case Result.Refused<Recipient>(var refusal) -> {
          return Result.refused(refusal);
        }
      }
    }
    return switch (ready()) {
      case Result.Refused<List<Signer>>(var refusal) -> Result.refused(refusal);
      case Result.Of<List<Signer>>(var ready) ->
          Result.of(write(sink, keys, new RunningSignatures(ready, text)));
    };
  }

  private OutputStream write(OutputStream sink, List<Recipient> keys, RunningSignatures signatures)
      throws IOException {
    boolean second =
        version2 && keys.stream().allMatch(Recipient::readsVersion2) && !keys.isEmpty();
    var generator = new PGPEncryptedDataGenerator(cipher(second, keys));
    keys.stream()
        .map(Recipient::key)
        .distinct()
        .map(BcPublicKeyKeyEncryptionMethodGenerator::new)
        .forEach(method -> generator.addMethod(method.setSecureRandom(RANDOM)));
    generator.setForceSessionKey(true);
    for (var password : passwords) {
      addPassword(generator, password, second);
    }
    var out = armored ? Armor.writer(sink, Armor.Kind.MESSAGE) : sink;
    try {
      var encrypted = generator.open(out, new byte[PART]);
      return new SignedOutputStream(new Layer(encrypted, out), signatures);
    } catch (PGPException e) {
      throw Bc.broken(e);
    }
  }

  private static PGPDataEncryptorBuilder cipher(boolean second, List<Recipient> keys) {
    if (!second) {
      return new CfbEncryptor(RANDOM);
    }
    int mode =
        keys.stream().allMatch(Recipient::prefersGcm)
            ? AEADAlgorithmTags.GCM
            : AEADAlgorithmTags.OCB;
    return new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
        .setWithAEAD(mode, CHUNK)
        .setUseV6AEAD();
  }

  private static void addPassword(
      PGPEncryptedDataGenerator generator, Secret password, boolean second) {
    var characters = Bc.characters(password);
    generator.addMethod(
        second
            ? new BcPBEKeyEncryptionMethodGenerator(
                characters, S2K.Argon2Params.memoryConstrainedParameters())
            : new BcPBEKeyEncryptionMethodGenerator(
                    characters, Bc.digest(HashAlgorithmTags.SHA256), ITERATIONS)
                .setSecureRandom(RANDOM));
  }

  /**
   * The key that a certificate is encrypted to.
   *
   * @param key its newest key for it
   * @param readsVersion2 whether its holder asks for authenticated encryption
   * @param prefersGcm whether its holder asks for AES-256 with GCM
   */
  private record Recipient(PGPPublicKey key, boolean readsVersion2, boolean prefersGcm) {
    static Result<Recipient> of(Certificate certificate, Instant at, AlgorithmPolicy policy) {
      var standing = certificate.standing(at, policy);
      var keys = standing.keysFor(KeyUse.ENCRYPT);
      if (keys.isEmpty()) {
        return Result.refused(
            Refusal.Kind.NO_USABLE_KEY,
            certificate.fingerprint()
                + " cannot be encrypted to: "
                + standing.whyNoneFor(KeyUse.ENCRYPT));
      }
      if (AlgorithmIds.key(keys.getFirst()) == Algorithm.UNKNOWN) {
        // Whatever the policy says: the numbers of such a key may cost any amount of time.
        return Result.refused(
            Refusal.Kind.NO_USABLE_KEY,
            certificate.fingerprint() + " cannot be encrypted to: its key is not known here");
      }
      var said = standing.governing().map(one -> one.getHashedSubPackets());
      return Result.of(
          new Recipient(
              keys.getFirst(),
              said.map(one -> one.getFeatures()).filter(one -> one.supportsSEIPDv2()).isPresent(),
              said.map(one -> one.getPreferredAEADCiphersuites())
                  .filter(
                      suites -> Arrays.stream(suites.getAlgorithms()).anyMatch(Recipient::isGcm))
                  .isPresent()));
    }

    private static boolean isGcm(PreferredAEADCiphersuites.Combination one) {
      return one.getSymmetricAlgorithm() == SymmetricKeyAlgorithmTags.AES_256
          && one.getAeadAlgorithm() == AEADAlgorithmTags.GCM;
    }
  }

  /** A stream that closes another after itself. */
  private static final class Layer extends OutputStream {
    private final OutputStream inner;
    private final OutputStream outer;

    Layer(OutputStream inner, OutputStream outer) {
      this.inner = inner;
      this.outer = outer;
    }

    @Override
    public void write(int octet) throws IOException {
      inner.write(octet);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      inner.write(octets, from, length);
    }

    @Override
    public void close() throws IOException {
      try (outer) {
        inner.close();
      }
    }
  }
}
