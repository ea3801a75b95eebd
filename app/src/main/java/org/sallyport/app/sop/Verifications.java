package org.sallyport.app.sop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.app.sop.Failure.Code;
import org.sallyport.openpgp.Verdict;

/** The lines that tell of good signatures (section "VERIFICATIONS"), and what bad ones lead to. */
final class Verifications {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private Verifications() {}

  /** The good signatures that were made within a time. */
  static List<Verdict.Good> good(List<Verdict> all, Instant notBefore, Instant notAfter) {
    return all.stream()
        .filter(Verdict.Good.class::isInstance)
        .map(Verdict.Good.class::cast)
        .filter(one -> !one.made().isBefore(notBefore) && !one.made().isAfter(notAfter))
        .toList();
  }

  static void write(List<Verdict.Good> good, OutputStream out) throws IOException {
    for (var one : good) {
      out.write(line(one).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String line(Verdict.Good one) {
    return TIME.format(one.made())
        + " "
        + one.key()
        + " "
        + one.certificate()
        + " mode:"
        + (one.text() ? "text" : "binary")
        + "\n";
  }

  /** Fails where no signature is good, with the reasons. */
  static List<Verdict.Good> require(List<Verdict> all, Instant notBefore, Instant notAfter)
      throws Failure {
    var good = good(all, notBefore, notAfter);
    if (good.isEmpty()) {
      throw new Failure(Code.NO_SIGNATURE, "no signature counts" + reasons(all));
    }
    return good;
  }

  private static String reasons(List<Verdict> all) {
    return all.stream()
        .map(
            verdict ->
                switch (verdict) {
                  case Verdict.Good good -> good.key() + " was made outside of the time asked for";
                  case Verdict.Bad bad -> bad.keyId() + ": " + bad.reason();
                  case Verdict.Unknown unknown ->
                      unknown.keyId() + " is of none of the certificates";
                })
        .collect(Collectors.joining("; ", all.isEmpty() ? ": there is none" : ": ", ""));
  }
}
