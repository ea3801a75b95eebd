package org.sallyport.encryption.mailqueue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sallyport.encryption.content.Contents;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Range;
import org.sallyport.mime.structure.Scan;
import org.sallyport.wire.smtp.Return;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As much of a message as a report of it may show.
 *
 * @param whole whether that is all of it
 */
public record ReportedMessage(Message message, boolean whole) {
  private static final Logger LOG = LoggerFactory.getLogger(ReportedMessage.class);

  /** The largest that goes back; of others, the header does. */
  private static final int LARGEST = 1 << 20;

  private static final int LONGEST_HEADER = 256 << 10;
  private static final byte[] NOTHING = "\r\n".getBytes(US_ASCII);

  /** What the sender wrote on the outside of an encrypted message too. */
  private static final Set<String> OUTSIDE = Set.of("from", "to", "date", "message-id");

  /**
   * RFC 3461 section 4.3: only a failure brings the message back, and only if asked for.
   *
   * @param domains those of our people, who alone are shown all of a header
   */
  static ReportedMessage of(Report report, List<String> domains, Contents contents) {
    var delivery = report.delivery();
    boolean ours = isOurs(delivery, domains);
    boolean whole =
        report.kind() == ReportKind.FAILED
            && ours
            && delivery.size() <= LARGEST
            && delivery.envelope().parameters().returned().filter(Return.FULL::equals).isPresent();
    try {
      var octets = contents.octets(delivery.content());
      if (whole && scan(read(octets, octets.size())) instanceof Scan.Read(var message)) {
        return new ReportedMessage(message, true);
      }
      return new ReportedMessage(header(octets, ours), false);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("message", delivery.message())
          .addKeyValue("cause", e.getMessage())
          .log("mail-report-without-header");
      return new ReportedMessage(nothing(), false);
    }
  }

  /** What was written inside and left; else it may have been decrypted here. */
  private static boolean isOurs(Leased delivery, List<String> domains) {
    return delivery.route() == Route.OUTSIDE
        && delivery
            .envelope()
            .from()
            .filter(from -> domains.contains(from.domain().toLowerCase(Locale.ROOT)))
            .isPresent();
  }

  private static Message header(Octets octets, boolean ours) throws IOException {
    var begin = read(octets, Math.min(LONGEST_HEADER, octets.size()));
    int end = end(begin);
    var header = new ByteArrayOutputStream();
    header.write(begin, 0, end);
    header.write(NOTHING);
    if (!(scan(header.toByteArray()) instanceof Scan.Read(var message))) {
      return nothing();
    }
    return ours ? message : outside(message);
  }

  /**
   * What a report that leaves may show of a message's header: what its sender wrote on the outside
   * of an encrypted message too. Mail that came in may have been decrypted here.
   *
   * @throws IOException when it cannot be read
   */
  public static Message outside(Message message) throws IOException {
    var header = new ByteArrayOutputStream();
    for (var field : message.header().fields()) {
      if (OUTSIDE.stream().anyMatch(field::isNamed)) {
        header.write(field.octets());
      }
    }
    header.write(NOTHING);
    return scan(header.toByteArray()) instanceof Scan.Read(var less) ? less : nothing();
  }

  /** After the last line of the header. */
  private static int end(byte[] octets) {
    int line = 0;
    for (int at = 0; at + 1 < octets.length; at++) {
      if (octets[at] == '\r' && octets[at + 1] == '\n') {
        if (at == line) {
          return line;
        }
        line = at + 2;
      }
    }
    return line;
  }

  private static byte[] read(Octets octets, long count) throws IOException {
    try (var in = octets.read(new Range(0, count))) {
      return in.readAllBytes();
    }
  }

  private static Scan scan(byte[] octets) throws IOException {
    return Message.scan(Octets.of(octets));
  }

  private static Message nothing() {
    try {
      if (scan(NOTHING) instanceof Scan.Read(var message)) {
        return message;
      }
    } catch (IOException inMemory) {
      throw new java.io.UncheckedIOException(inMemory);
    }
    throw new IllegalStateException("a message of one empty line has no structure");
  }

  /** A field of the header, where it has one. */
  String field(String name) {
    return message.header().first(name).map(Field::text).orElse("");
  }
}
