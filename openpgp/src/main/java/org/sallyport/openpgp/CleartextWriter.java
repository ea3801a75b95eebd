package org.sallyport.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes text with its signature below (RFC 9580 section 7). */
final class CleartextWriter {
  static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final byte[] LINE_END = {'\r', '\n'};

  private CleartextWriter() {}

  static void write(InputStream text, OutputStream sink, RunningSignatures signatures)
      throws IOException {
    sink.write((BEGIN + "\nHash: SHA512\n\n").getBytes(StandardCharsets.US_ASCII));
    var lines = new ArmorLines(text);
    boolean first = true;
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      writeLine(line, sink, signatures, first);
      first = false;
    }
    // The line end before the signature is not part of the text (section 7.1).
    var detached = new ByteArrayOutputStream();
    signatures.writeSignatures(detached);
    sink.write(
        Armor.of(Armor.Kind.SIGNATURE, detached.toByteArray()).getBytes(StandardCharsets.US_ASCII));
  }

  private static void writeLine(
      Optional<ArmorLines.Range> next,
      OutputStream sink,
      RunningSignatures signatures,
      boolean first)
      throws IOException {
    var line = next.orElseThrow();
    if (!first) {
      signatures.update(LINE_END, 0, 2);
    }
    int signed = withoutTrailingSpace(line);
    signatures.update(line.bytes(), line.begin(), signed);
    if (line.startsWith("-") || line.startsWith("From ")) {
      sink.write('-');
      sink.write(' ');
    }
    sink.write(line.bytes(), line.begin(), line.length());
    sink.write('\n');
  }

  /** Spaces, tabs and carriage returns at the end of a line are not signed. */
  static int withoutTrailingSpace(ArmorLines.Range line) {
    int length = line.length();
    while (length > 0 && isSpace(line.bytes()[line.begin() + length - 1])) {
      length--;
    }
    return length;
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\t' || octet == '\r';
  }
}
