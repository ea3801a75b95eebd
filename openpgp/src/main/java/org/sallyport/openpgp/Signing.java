package org.sallyport.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs with one key or several.
 *
 * @param keys open keys; each signs with its newest key that may
 * @param text whether text is signed, whatever its line ends, rather than octets
 * @param at when the signatures are made
 * @param policy what the keys are held against
 */
public record Signing(List<Key> keys, boolean text, Instant at, AlgorithmPolicy policy) {
  private static final int BUFFER = 64 * 1024;

  /** Copies the list. */
  public Signing {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("somebody signs");
    }
  }

  /** Signs octets. */
  public static Signing by(List<Key> keys, Instant at, AlgorithmPolicy policy) {
    return new Signing(keys, false, at, policy);
  }

  /** The same over text. */
  public Signing ofText() {
    return new Signing(keys, true, at, policy);
  }

  /**
   * Detached signatures over a stream, in binary form.
   *
   * @throws IOException when the stream cannot be read
   */
  public Result<byte[]> detached(InputStream data) throws IOException {
    return switch (signers()) {
      case Result.Refused<List<Signer>>(var refusal) -> Result.refused(refusal);
      case Result.Of<List<Signer>>(var signers) -> {
        var running = new RunningSignatures(signers, text);
        var buffer = new byte[BUFFER];
        for (int read = data.read(buffer); read >= 0; read = data.read(buffer)) {
          running.update(buffer, 0, read);
        }
        var signatures = new ByteArrayOutputStream();
        running.writeSignatures(signatures);
        yield Result.of(signatures.toByteArray());
      }
    };
  }

  /**
   * A stream whose content arrives at the sink as a signed message (RFC 9580 section 10.3), in
   * armor or binary. Closing it writes the signatures and closes the sink.
   */
  public Result<OutputStream> inline(OutputStream sink, boolean armored) {
    return signers()
        .map(
            signers ->
                new SignedOutputStream(
                    armored ? Armor.writer(sink, Armor.Kind.MESSAGE) : sink,
                    new RunningSignatures(signers, text)));
  }

  /**
   * Writes text with its signature below, so that people can read it without a program (RFC 9580
   * section 7). Line ends become LF; white space at the end of lines is not signed.
   *
   * @throws IOException when the text cannot be read or the sink written
   */
  public Result<Boolean> cleartext(InputStream data, OutputStream sink) throws IOException {
    return switch (signers()) {
      case Result.Refused<List<Signer>>(var refusal) -> Result.refused(refusal);
      case Result.Of<List<Signer>>(var signers) -> {
        CleartextWriter.write(data, sink, new RunningSignatures(signers, true));
        yield Result.of(true);
      }
    };
  }

  Result<List<Signer>> signers() {
    var signers = new ArrayList<Signer>();
    for (var key : keys) {
      switch (signer(key)) {
        case Result.Of<Signer>(var signer) -> signers.add(signer);
        case Result.Refused<Signer>(var refusal) -> {
          return Result.refused(refusal);
        }
      }
    }
    return Result.of(signers);
  }

  private Result<Signer> signer(Key key) {
    var standing = key.certificate().standing(at, policy);
    var usable = standing.keysFor(KeyUse.SIGN);
    if (usable.isEmpty()) {
      return Result.refused(
          Refusal.Kind.NO_USABLE_KEY,
          key.fingerprint() + " cannot sign: " + standing.whyNoneFor(KeyUse.SIGN));
    }
    Result<Signer> last = Result.refused(Refusal.Kind.NO_USABLE_KEY, "no secret is here");
    for (var one : usable) {
      last =
          Secrets.open(key.ring().getSecretKey(one.getFingerprint()))
              .map(pair -> new Signer(pair, at));
      if (last instanceof Result.Of<Signer>) {
        return last;
      }
    }
    return last;
  }
}
