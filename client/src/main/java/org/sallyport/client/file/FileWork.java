package org.sallyport.client.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Armor;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Opening;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Signing;
import org.sallyport.openpgp.Verdict;
import org.sallyport.openpgp.Verification;

/**
 * What is done with files and streams. Sinks stay open: who made them releases them. Any thread.
 */
public final class FileWork {
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();
  private static final int BUFFER = 256 * 1024;

  private final InstantSource clock;

  /** By a clock. */
  public FileWork(InstantSource clock) {
    this.clock = clock;
  }

  /** How a signature stands to the content. */
  public enum SignatureForm {
    /** In a file of its own. */
    detached,
    /** In one message with the content. */
    inline,
    /** Below a text that people can read. */
    cleartext
  }

  /**
   * Encrypts, and signs where there are keys for it.
   *
   * @return how many octets of content there were
   */
  public Result<Long> encrypt(
      Recipients recipients, List<Key> signers, boolean armored, InputStream in, OutputStream sink)
      throws IOException {
    var plan =
        Encryption.to(recipients.addressed(), clock.instant(), ALGORITHMS)
            .withAdditional(recipients.additional())
            .signedBy(signers);
    return copy((armored ? plan.inArmor() : plan).open(new Unclosed(sink)), in);
  }

  private static Result<Long> copy(Result<OutputStream> opened, InputStream in) throws IOException {
    return switch (opened) {
      case Result.Refused<OutputStream>(var refusal) -> Result.refused(refusal);
      case Result.Of<OutputStream>(var out) -> {
        // Closed by hand: closing ends the message, and one whose content broke off must not look
        // whole.
        long octets = transfer(in, out);
        out.close();
        yield Result.of(octets);
      }
    };
  }

  private static long transfer(InputStream in, OutputStream out) throws IOException {
    var buffer = new byte[BUFFER];
    long octets = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      octets += read;
    }
    return octets;
  }

  /** Decrypts; what is in the sink counts only when {@link Opening.Released} comes back. */
  public Opening decrypt(
      List<Key> keys, List<Certificate> signers, InputStream in, OutputStream sink)
      throws IOException {
    return Decryption.with(keys, clock.instant(), ALGORITHMS).verifying(signers).decrypt(in, sink);
  }

  /** Signs; empty when it was done. */
  public Result<Optional<Void>> sign(
      List<Key> keys, SignatureForm form, boolean armored, InputStream in, OutputStream sink)
      throws IOException {
    var signing = Signing.by(keys, clock.instant(), ALGORITHMS);
    return switch (form) {
      case detached ->
          switch (signing.detached(in)) {
            case Result.Refused<byte[]>(var refusal) -> Result.refused(refusal);
            case Result.Of<byte[]>(var signature) -> {
              sink.write(
                  armored
                      ? Armor.of(Armor.Kind.SIGNATURE, signature)
                          .getBytes(java.nio.charset.StandardCharsets.US_ASCII)
                      : signature);
              yield Result.of(Optional.empty());
            }
          };
      case inline ->
          copy(signing.inline(new Unclosed(sink), armored), in).map(_ -> Optional.empty());
      case cleartext -> signing.cleartext(in, new Unclosed(sink)).map(_ -> Optional.empty());
    };
  }

  /** What detached signatures are worth. */
  public Result<List<Verdict>> verify(byte[] signatures, List<Certificate> signers, InputStream in)
      throws IOException {
    return Verification.by(signers, clock.instant(), ALGORITHMS).detached(signatures, in);
  }

  /** Takes a signed message apart; what is in the sink counts only when it is released. */
  public Opening verifyInline(List<Certificate> signers, InputStream in, OutputStream sink)
      throws IOException {
    return Verification.by(signers, clock.instant(), ALGORITHMS).inline(in, sink);
  }

  /** A sink that others do not close. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream sink) {
      super(sink);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      out.write(octets, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
