package org.sallyport.app.sop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.app.sop.Failure.Code;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Armor;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;

/**
 * What every subcommand has.
 *
 * @param version of the program
 * @param in standard input
 * @param out standard output
 * @param names what arguments name
 * @param now the time of the run
 */
record Session(String version, InputStream in, OutputStream out, Indirection names, Instant now) {
  static final AlgorithmPolicy POLICY = AlgorithmPolicy.standard();

  /** Takes a result, or fails with what its refusal means. */
  static <T> T take(Result<T> result, Code whenNoUsableKey) throws Failure {
    return switch (result) {
      case Result.Of<T>(T value) -> value;
      case Result.Refused<T>(var refusal) -> throw Failure.of(refusal, whenNoUsableKey);
    };
  }

  List<Certificate> certificates(List<String> from) throws Failure, IOException {
    var all = new ArrayList<Certificate>();
    for (var name : from) {
      all.addAll(take(Certificate.readAll(names.read(name)), Code.BAD_DATA));
    }
    return all;
  }

  /** Keys, opened with the passwords given. */
  List<Key> keys(List<String> from, List<String> passwords) throws Failure, IOException {
    var all = new ArrayList<Key>();
    for (var name : from) {
      all.addAll(take(Key.readAll(names.read(name)), Code.BAD_DATA));
    }
    var secrets = names.passwords(passwords);
    var open = new ArrayList<Key>();
    for (var key : all) {
      open.add(key.isLocked() ? take(key.unlock(secrets), Code.KEY_IS_PROTECTED) : key);
    }
    return open;
  }

  void write(byte[] binary, Armor.Kind kind, boolean armored) throws IOException {
    out.write(armored ? Armor.of(kind, binary).getBytes(StandardCharsets.US_ASCII) : binary);
  }

  void line(String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** A time of the command line: ISO 8601, {@code now}, or {@code -} for no limit. */
  Instant time(String text, Instant unlimited) throws Failure {
    if (text.equals("-")) {
      return unlimited;
    }
    if (text.equals("now")) {
      return now;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new Failure(
          Code.UNSUPPORTED_OPTION, text + " is not a time such as 2026-01-31T12:00:00Z");
    }
  }
}
