package org.sallyport.benchmarks.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sallyport.mime.pgp.EncryptedMessage;
import org.sallyport.mime.pgp.Opener;
import org.sallyport.mime.pgp.Reading;
import org.sallyport.mime.pgp.SignedMessage;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Scan;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Signing;

/**
 * Prints a Markdown table: what a message of 20,000 octets costs in processor time, best of some
 * rounds, with Curve25519; and how many megabytes of a large one are scanned for each second.
 */
public final class MailRate {
  private static final int ROUNDS = 6;
  private static final int SMALL = 20_000;
  private static final int MESSAGES = 200;

  private final Instant now = Instant.now();
  private final AlgorithmPolicy policy = AlgorithmPolicy.standard();
  private final Path folder = Path.of(System.getProperty("java.io.tmpdir"));
  private final Key key =
      Key.generate(
          new KeyRequest(
              KeyProfile.CURVE25519_V4, List.of("Rate <rate@example.com>"), Optional.empty(), now));

  private MailRate() {}

  /** Takes the size of the large message in megabytes; 100 where there is none. */
  public static void main(String[] args) throws IOException {
    new MailRate().print(args.length == 0 ? 100 : Integer.parseInt(args[0]), System.out);
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

  private void print(int megabytes, PrintStream out) throws IOException {
    var small = Octets.of(mail(SMALL));
    var encrypted = Octets.of(written(sink -> encrypt(small, sink)));
    out.println("| a message of 20,000 octets | ms of processor time |");
    out.println("|---|---:|");
    row(out, "structure found", () -> message(small));
    row(out, "signed", () -> sign(small, OutputStream.nullOutputStream()));
    row(out, "encrypted and signed", () -> encrypt(small, OutputStream.nullOutputStream()));
    row(out, "decrypted and verified", () -> open(encrypted));
    var file = Files.createTempFile(folder, "large", ".eml");
    try {
      Files.write(file, mail(megabytes * 1_000_000));
      var large = Octets.of(file);
      out.println();
      out.println("| a message of " + megabytes + " MB in a file | MB per processor s |");
      out.println("|---|---:|");
      largeRow(out, "structure found", large, () -> message(large));
      largeRow(
          out,
          "encrypted and signed",
          large,
          () -> encrypt(large, OutputStream.nullOutputStream()));
    } finally {
      Files.delete(file);
    }
  }

  private static void row(PrintStream out, String name, Work work) throws IOException {
    long nanos =
        best(
            () -> {
              for (int i = 0; i < MESSAGES; i++) {
                work.run();
              }
            });
    out.printf("| %s | %.3f |%n", name, nanos / 1e6 / MESSAGES);
  }

  private static void largeRow(PrintStream out, String name, Octets large, Work work)
      throws IOException {
    out.printf("| %s | %.0f |%n", name, large.size() * 1e3 / best(work));
  }

  /** A text and an attachment. */
  private static byte[] mail(int size) {
    var attachment = new byte[size * 3 / 4];
    new Random(1).nextBytes(attachment);
    var text =
        """
        From: Rate <rate@example.com>
        To: rate@example.com
        Subject: Figures
        Message-ID: <1@example.com>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="figures"

        --figures
        Content-Type: text/plain; charset=us-ascii

        Hello.
        --figures
        Content-Type: application/octet-stream; name="figures.bin"
        Content-Transfer-Encoding: base64

        """;
    var message = new ByteArrayOutputStream(size + 4096);
    message.writeBytes(text.replace("\n", "\r\n").getBytes(US_ASCII));
    message.writeBytes(Base64.getMimeEncoder().encode(attachment));
    message.writeBytes("\r\n--figures--\r\n".getBytes(US_ASCII));
    return message.toByteArray();
  }

  private static Message message(Octets octets) throws IOException {
    return switch (Message.scan(octets)) {
      case Scan.Read(var message) -> message;
      case Scan.Unreadable(var reason, _) -> throw new IllegalStateException(reason);
    };
  }

  private interface Writing {
    void write(OutputStream sink) throws IOException;
  }

  private static byte[] written(Writing writing) throws IOException {
    var sink = new ByteArrayOutputStream();
    writing.write(sink);
    return sink.toByteArray();
  }

  private void encrypt(Octets octets, OutputStream sink) throws IOException {
    var plan = Encryption.to(List.of(key.certificate()), now, policy).signedBy(List.of(key));
    EncryptedMessage.write(message(octets), plan, sink).orThrow();
  }

  private void sign(Octets octets, OutputStream sink) throws IOException {
    SignedMessage.write(message(octets), Signing.by(List.of(key), now, policy), folder, sink)
        .orThrow();
  }

  private void open(Octets octets) throws IOException {
    var decryption =
        Decryption.with(List.of(key), now, policy).verifying(List.of(key.certificate()));
    try (var reading = new Opener(decryption, folder).open(message(octets))) {
      if (!(reading instanceof Reading.Decrypted opened && opened.isSignedBySender())) {
        throw new IllegalStateException("not opened");
      }
    }
  }
}
