package org.sallyport.openpgp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * Verifies what was signed and not encrypted.
 *
 * @param signers certificates whose signatures are looked for
 * @param at the time now
 * @param policy what algorithms are held against
 * @param limits how much a message may cause
 */
public record Verification(
    List<Certificate> signers, Instant at, AlgorithmPolicy policy, Limits limits) {
  private static final int BUFFER = 64 * 1024;

  /** Copies the list. */
  public Verification {
    signers = List.copyOf(signers);
  }

  /** By certificates, within the standard limits. */
  public static Verification by(List<Certificate> signers, Instant at, AlgorithmPolicy policy) {
    return new Verification(signers, at, policy, Limits.standard());
  }

  /**
   * What detached signatures are worth, in their order.
   *
   * @param signatures armored or binary
   * @throws IOException when the data cannot be read
   */
  public Result<List<Verdict>> detached(byte[] signatures, InputStream data) throws IOException {
    return switch (Signatures.read(signatures)) {
      case Result.Refused<List<PGPSignature>>(var refusal) -> Result.refused(refusal);
      case Result.Of<List<PGPSignature>>(var all) -> {
        var checks = checks();
        var atTheEnd = new ArrayList<Runnable>();
        all.forEach(one -> checks.before(one, atTheEnd));
        var buffer = new byte[BUFFER];
        for (int read = data.read(buffer); read >= 0; read = data.read(buffer)) {
          checks.update(buffer, 0, read);
        }
        atTheEnd.forEach(Runnable::run);
        yield Result.of(checks.verdicts());
      }
    };
  }

  /**
   * Reads a signed message, or text with its signature below, into a sink. What is in the sink may
   * be used only when {@link Opening.Released} comes back, and counts as signed only by {@link
   * MessageFacts#good()}.
   *
   * @param sink is neither flushed nor closed
   * @throws IOException when the source cannot be read or the sink not be written
   */
  public Opening inline(InputStream message, OutputStream sink) throws IOException {
    return inline(message, sink, checks());
  }

  private Opening inline(InputStream message, OutputStream sink, ContentChecks checks)
      throws IOException {
    var source = new WatchedInput(message);
    var buffered = new BufferedInputStream(source, BUFFER);
    if (CleartextReader.isNext(buffered)) {
      return new CleartextReader(checks, limits, source, buffered, sink).read();
    }
    return new MessageReader(
            new SessionKeys(List.of(), List.of()),
            true,
            checks,
            at,
            policy,
            limits,
            new WatchedInput(buffered),
            sink)
        .read();
  }

  /**
   * Takes a signed message apart without verifying anything.
   *
   * @param sink gets the content
   * @return its signatures, detached and binary
   * @throws IOException when the source cannot be read or the sink not be written
   */
  public static Result<byte[]> detach(InputStream message, OutputStream sink) throws IOException {
    var nobody = by(List.of(), Instant.EPOCH, AlgorithmPolicy.standard());
    var checks = nobody.checks();
    return switch (nobody.inline(message, sink, checks)) {
      case Opening.Refused(var refusal) -> Result.refused(refusal);
      case Opening.Released _ -> {
        if (checks.seen().isEmpty()) {
          yield Result.refused(Refusal.Kind.MALFORMED, "the message has no signatures");
        }
        var signatures = new ByteArrayOutputStream();
        for (var one : checks.seen()) {
          one.encode(signatures);
        }
        yield Result.of(signatures.toByteArray());
      }
    };
  }

  private ContentChecks checks() {
    return new ContentChecks(new SignatureCheck(signers, at, policy));
  }
}
