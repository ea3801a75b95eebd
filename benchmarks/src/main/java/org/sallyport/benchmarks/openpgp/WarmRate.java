package org.sallyport.benchmarks.openpgp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Spool;

/**
 * Prints a Markdown table: megabytes for each second of processor time, best of some rounds, with
 * Curve25519; and what a small signed message costs.
 */
public final class WarmRate {
  private static final int ROUNDS = 6;
  private static final int PIECE = 16 * 1024;
  private static final int SMALL = 20_000;
  private static final int MESSAGES = 200;

  private final Instant now = Instant.now();
  private final AlgorithmPolicy policy = AlgorithmPolicy.standard();
  private final Key key =
      Key.generate(
          new KeyRequest(
              KeyProfile.CURVE25519_V4, List.of("Rate <rate@example.com>"), Optional.empty(), now));
  private final byte[] plain;

  private WarmRate(int megabytes) {
    plain = new byte[megabytes * 1_000_000];
    new Random(1).nextBytes(plain);
  }

  /** Takes the size in megabytes; 100 where there is none. */
  public static void main(String[] args) throws IOException {
    new WarmRate(args.length == 0 ? 100 : Integer.parseInt(args[0])).print(System.out);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static long best(Work work) throws IOException {
    var threads = ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadCpuTime();
      work.run();
      best = Math.min(best, threads.getCurrentThreadCpuTime() - before);
    }
    return best;
  }

  private void print(PrintStream out) throws IOException {
    out.println("| warm, Curve25519 | MB per processor s |");
    out.println("|---|---:|");
    for (boolean armored : new boolean[] {false, true}) {
      var form = armored ? "armored" : "binary";
      var message = encrypted(armored);
      row(out, "encrypt, " + form, best(() -> encrypted(armored)));
      row(out, "decrypt, " + form, best(() -> decrypt(message, OutputStream.nullOutputStream())));
      row(out, "decrypt to a spool and read, " + form, best(() -> released(message)));
    }
    var small = Arrays.copyOf(plain, SMALL);
    long nanos =
        best(
            () -> {
              for (int i = 0; i < MESSAGES; i++) {
                write(to().signedBy(List.of(key)), small);
              }
            });
    out.printf(
        "%n%d octets signed and encrypted: %.2f ms of processor time%n",
        SMALL, nanos / 1e6 / MESSAGES);
  }

  private void row(PrintStream out, String name, long nanos) {
    out.printf("| %s | %.0f |%n", name, plain.length * 1e3 / nanos);
  }

  private Encryption to() {
    return Encryption.to(List.of(key.certificate()), now, policy);
  }

  private byte[] encrypted(boolean armored) throws IOException {
    return write(armored ? to().inArmor() : to(), plain);
  }

  private static byte[] write(Encryption encryption, byte[] content) throws IOException {
    var sink = new ByteArrayOutputStream(content.length * 3 / 2 + 1024);
    try (var out = encryption.open(sink).orThrow()) {
      for (int at = 0; at < content.length; at += PIECE) {
        out.write(content, at, Math.min(PIECE, content.length - at));
      }
    }
    return sink.toByteArray();
  }

  private void decrypt(byte[] message, OutputStream sink) throws IOException {
    Decryption.with(List.of(key), now, policy).decrypt(new ByteArrayInputStream(message), sink);
  }

  private void released(byte[] message) throws IOException {
    try (var spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")))) {
      decrypt(message, spool);
      try (var content = spool.content()) {
        content.transferTo(OutputStream.nullOutputStream());
      }
    }
  }
}
