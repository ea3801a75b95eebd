package org.sallyport.mime.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.mime.header.Address;
import org.sallyport.mime.header.EncodedWords;
import org.sallyport.mime.header.FieldText;
import org.sallyport.mime.header.MailDate;
import org.sallyport.mime.header.MessageIds;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.transfer.TransferEncoding;

/**
 * Writes the mail that tells a sender what became of a message: a sentence for people, the report
 * for programs, and the message or its header (RFC 3464 section 2, RFC 6522 section 3).
 *
 * <p>It is to be sent with an empty return path (RFC 3464 section 2), and not at all where {@link
 * AutomaticMail} says so.
 *
 * @param from whom the mail is from, such as the postmaster
 * @param at when it is written
 */
public record ReportWriter(Address.Mailbox from, Instant at) {
  private static final String GLOBAL =
      "Content-Type: message/global-delivery-status\r\n"
          .concat("Content-Transfer-Encoding: 8bit\r\n\r\n");
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Writes a report.
   *
   * @param to the sender of the message
   * @param subject for people
   * @param text for people: what happened, why, what to do
   * @param about the message
   * @param whole whether all of it goes back, or its header alone (RET, RFC 3461 section 4.3)
   * @param sink is left open
   * @throws IOException when the message cannot be read or the sink not be written
   */
  public void write(
      DeliveryReport report,
      String to,
      String subject,
      String text,
      Message about,
      boolean whole,
      OutputStream sink)
      throws IOException {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    var boundary = "report-" + HexFormat.of().formatHex(bytes);
    put(sink, header(to, subject, about, boundary));
    put(sink, "This is a report on the delivery of mail (RFC 3464).\r\n--" + boundary + "\r\n");
    put(
        sink,
        "Content-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
            + quotedPrintable(text));
    put(sink, "\r\n--" + boundary + "\r\n" + status(report) + "\r\n--" + boundary + "\r\n");
    if (whole) {
      put(sink, "Content-Type: message/rfc822\r\n" + encoding(about) + "\r\n");
      about.octets().copy(about.octets().all(), sink);
    } else {
      put(sink, "Content-Type: text/rfc822-headers\r\n" + encoding(about) + "\r\n");
      for (var field : about.header().fields()) {
        sink.write(field.octets());
      }
    }
    put(sink, "\r\n--" + boundary + "--\r\n");
  }

  private String header(String to, String subject, Message about, String boundary) {
    var header =
        FieldText.field("From", from.text())
            + FieldText.field("To", to)
            + FieldText.field("Subject", EncodedWords.encode(subject))
            + FieldText.field("Date", MailDate.format(at))
            + FieldText.field("Message-ID", MessageIds.next(from.domain()))
            // RFC 3834 section 5
            + FieldText.field("Auto-Submitted", "auto-replied");
    var answered =
        about.header().first("Message-ID").map(Field::body).map(MessageIds::read).stream()
            .flatMap(ids -> ids.stream().limit(1))
            .filter(EncodedWords::isPlain)
            .findFirst();
    return header
        + answered.map(id -> FieldText.field("In-Reply-To", id)).orElse("")
        + answered.map(id -> FieldText.field("References", id)).orElse("")
        + "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n"
        + " boundary=\""
        + boundary
        + "\"\r\n"
        + encoding(about)
        + "\r\n";
  }

  /** RFC 2045 section 6.4: what has a part in 8 bits says so. */
  private static String encoding(Message about) {
    boolean ascii =
        about.root().all().allMatch(part -> part.facts().ascii())
            && about
                .root()
                .all()
                .flatMap(part -> part.header().fields().stream())
                .allMatch(field -> field.raw().chars().allMatch(c -> c < 0x80));
    return ascii ? "" : "Content-Transfer-Encoding: 8bit\r\n";
  }

  private static String quotedPrintable(String text) throws IOException {
    var encoded = new ByteArrayOutputStream();
    try (var out = TransferEncoding.QUOTED_PRINTABLE.encode(encoded)) {
      out.write(text.strip().replaceAll("\r?\n", "\r\n").getBytes(UTF_8));
      out.write(new byte[] {'\r', '\n'});
    }
    return encoded.toString(UTF_8);
  }

  private static String status(DeliveryReport report) {
    boolean utf8 =
        report.outcomes().stream()
            .anyMatch(one -> !EncodedWords.isPlain(one.recipient() + one.original().orElse("")));
    var text = new StringBuilder();
    // RFC 6533 section 4 where addresses are beyond ASCII
    text.append(utf8 ? GLOBAL : "Content-Type: message/delivery-status\r\n\r\n");
    report.envelopeId().ifPresent(id -> text.append(field("Original-Envelope-Id", id)));
    text.append(field("Reporting-MTA", "dns; " + report.reporter()));
    report.arrival().ifPresent(when -> text.append(field("Arrival-Date", MailDate.format(when))));
    for (var outcome : report.outcomes()) {
      text.append("\r\n").append(outcome(outcome));
    }
    return text.toString();
  }

  private static String outcome(DeliveryReport.Outcome one) {
    return one.original().map(address -> field("Original-Recipient", address(address))).orElse("")
        + field("Final-Recipient", address(one.recipient()))
        + field("Action", one.action().name().toLowerCase(Locale.ROOT))
        + field("Status", one.status())
        + one.remote().map(name -> field("Remote-MTA", "dns; " + name)).orElse("")
        + one.diagnostic().map(said -> field("Diagnostic-Code", "smtp; " + said)).orElse("")
        + one.retryUntil().map(when -> field("Will-Retry-Until", MailDate.format(when))).orElse("");
  }

  private static String address(String address) {
    return (EncodedWords.isPlain(address) ? "rfc822; " : "utf-8; ") + address;
  }

  /** What other servers said may hold anything. */
  private static String field(String name, String body) {
    return FieldText.field(name, FieldText.printable(body));
  }

  private static void put(OutputStream sink, String text) throws IOException {
    sink.write(text.getBytes(UTF_8));
  }

  /** A mailbox for {@code from} without a name. */
  public static Address.Mailbox postmaster(String domain) {
    return new Address.Mailbox(Optional.of("Mail Delivery System"), "postmaster", domain);
  }
}
