package org.sallyport.openpgp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * Reads text with its signature below (RFC 9580 section 7). Because the signatures, which say how
 * to hash, come last, the text is held until then; so it is bounded.
 */
final class CleartextReader {
  private static final int MOST_TEXT = 64 * 1024 * 1024;
  private static final int MOST_HEADERS = 32;
  private static final byte[] LINE_END = {'\r', '\n'};

  private final ContentChecks checks;
  private final Limits limits;
  private final WatchedInput source;
  private final ArmorLines lines;
  private final OutputStream sink;
  private String tail = "";

  CleartextReader(
      ContentChecks checks,
      Limits limits,
      WatchedInput source,
      BufferedInputStream in,
      OutputStream sink) {
    this.checks = checks;
    this.limits = limits;
    this.source = source;
    this.lines = new ArmorLines(in);
    this.sink = sink;
  }

  /** Whether such text comes next; nothing is consumed. */
  static boolean isNext(BufferedInputStream in) throws IOException {
    in.mark(CleartextWriter.BEGIN.length());
    var begin = in.readNBytes(CleartextWriter.BEGIN.length());
    in.reset();
    return new String(begin, StandardCharsets.US_ASCII).equals(CleartextWriter.BEGIN);
  }

  Opening read() throws IOException {
    try {
      return readAll();
    } catch (RefusedException e) {
      return new Opening.Refused(e.refusal());
    } catch (MalformedArmorException e) {
      return new Opening.Refused(
          new Refusal(Refusal.Kind.MALFORMED, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw source.failure().orElse(e);
    }
  }

  private Opening readAll() throws IOException, RefusedException {
    passHeaders();
    var signed = new ByteArrayOutputStream();
    var plain = new ByteArrayOutputStream();
    readText(signed, plain);
    var atTheEnd = new ArrayList<Runnable>();
    for (var signature : readSignatures()) {
      checks.before(signature, atTheEnd);
    }
    checks.update(signed.toByteArray(), 0, signed.size());
    atTheEnd.forEach(Runnable::run);
    sink.write(plain.toByteArray());
    return new Opening.Released(
        new MessageFacts(
            Optional.empty(), checks.verdicts(), Optional.empty(), true, plain.size()));
  }

  /** Section 7: Hash is the only header there may be; another could be read as text. */
  private void passHeaders() throws IOException, RefusedException {
    if (!next().text().equals(CleartextWriter.BEGIN)) {
      throw malformed("the header line of the signed text is not whole");
    }
    for (int headers = 0; headers <= MOST_HEADERS; headers++) {
      var header = next().text();
      if (header.isEmpty()) {
        return;
      }
      if (!header.startsWith("Hash: ")) {
        throw malformed("the signed text has a header other than Hash");
      }
    }
    throw malformed("the signed text has more than " + MOST_HEADERS + " headers");
  }

  private void readText(ByteArrayOutputStream signed, ByteArrayOutputStream plain)
      throws IOException, RefusedException {
    boolean first = true;
    var line = next();
    for (; !line.startsWith("-----"); line = next()) {
      if (line.startsWith("-") && !line.startsWith("- ")) {
        throw malformed("a line of the signed text begins with a dash that is not escaped");
      }
      int escape = line.startsWith("- ") ? 2 : 0;
      if (!first) {
        signed.write(LINE_END, 0, 2);
        plain.write('\n');
      }
      first = false;
      int length = CleartextWriter.withoutTrailingSpace(line);
      if (length > escape) {
        signed.write(line.bytes(), line.begin() + escape, length - escape);
        plain.write(line.bytes(), line.begin() + escape, length - escape);
      }
      if (signed.size() > Math.min(MOST_TEXT, limits.octets())) {
        throw new RefusedException(Refusal.Kind.LIMIT, "the signed text is too long");
      }
    }
    tail = line.text();
    if (!first) {
      plain.write('\n');
    }
  }

  private List<PGPSignature> readSignatures() throws IOException, RefusedException {
    var block = new ArmorInputStream(lines);
    block.begin(tail);
    var binary = block.readAllBytes();
    if (!block.label().equals(Armor.Kind.SIGNATURE.label())) {
      throw malformed("below the signed text is no signature but " + block.label());
    }
    return switch (Signatures.read(binary)) {
      case Result.Of<List<PGPSignature>>(var all) -> all;
      case Result.Refused<List<PGPSignature>>(var refusal) -> throw new RefusedException(refusal);
    };
  }

  private ArmorLines.Range next() throws IOException, RefusedException {
    return lines.next().orElseThrow(() -> malformed("the signed text ends without its signature"));
  }

  private static RefusedException malformed(String reason) {
    return new RefusedException(Refusal.Kind.MALFORMED, reason);
  }
}
