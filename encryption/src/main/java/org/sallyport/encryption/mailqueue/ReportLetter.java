package org.sallyport.encryption.mailqueue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.content.Writing;
import org.sallyport.mime.report.DeliveryReport;
import org.sallyport.mime.report.ReportWriter;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.wire.smtp.Body;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.Notify;
import org.sallyport.wire.smtp.OriginalRecipient;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Xtext;

/**
 * A report as mail, written and not yet kept.
 *
 * @param text to be kept with the submission
 */
record ReportLetter(Report report, Writing text, Submission submission) {

  /** Writes it. Only for a delivery with a sender. Blocks on the store. */
  static ReportLetter write(Report report, MailQueue queue) throws IOException {
    var to = report.delivery().envelope().from().orElseThrow();
    var parameters = queue.parameters();
    var about = ReportedMessage.of(report, parameters.domains(), queue.contents());
    var text = queue.contents().begin();
    var octets = new EightBit(text);
    new ReportWriter(ReportWriter.postmaster(parameters.reporter()), queue.clock().instant())
        .write(
            told(report, parameters.reporter()),
            to.toString(),
            report.kind().subject(),
            words(report),
            about.message(),
            about.whole(),
            octets);
    text.close();
    return new ReportLetter(
        report, text, submission(to, octets.seen, text.id(), parameters.domains()));
  }

  /** With the null path, and about itself nothing is told to anybody (RFC 3461 section 6.2). */
  private static Submission submission(
      MailAddress to, boolean eightBit, String content, List<String> domains) {
    var plain = to.needsUtf8() ? MailParameters.NONE.withUtf8() : MailParameters.NONE;
    var parameters =
        new MailParameters(
            plain.size(),
            eightBit ? Optional.of(Body.EIGHT_BIT_MIME) : Optional.empty(),
            plain.utf8(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    boolean ours = domains.contains(to.domain().toLowerCase(Locale.ROOT));
    return new Submission(
        Optional.empty(),
        parameters,
        List.of(
            new Envelope.To(to, new RecipientParameters(Set.of(Notify.NEVER), Optional.empty()))),
        ours ? Route.INSIDE : Route.OUTSIDE,
        content,
        "",
        false);
  }

  private static DeliveryReport told(Report report, String reporter) {
    var delivery = report.delivery();
    return new DeliveryReport(
        reporter,
        delivery.envelope().parameters().envelopeId().flatMap(Xtext::decode),
        Optional.of(delivery.created()),
        report.told().stream().map(each -> outcome(report, each)).toList());
  }

  private static DeliveryReport.Outcome outcome(Report report, Report.Told one) {
    return new DeliveryReport.Outcome(
        one.to().address().toString(),
        one.to().parameters().original().flatMap(ReportLetter::original),
        report.kind().action(),
        one.status(),
        Optional.of(one.reply()),
        report.via().hop(),
        report.kind() == ReportKind.DELAYED
            ? Optional.of(report.delivery().expires())
            : Optional.empty());
  }

  private static Optional<String> original(OriginalRecipient original) {
    return original.type().equalsIgnoreCase("rfc822")
        ? Xtext.decode(original.encoded())
        : Optional.empty();
  }

  private static String words(Report report) {
    var text = new StringBuilder(report.kind().words()).append("\n\n");
    for (var each : report.told()) {
      text.append(each.to().address()).append("\n    ").append(each.reply()).append('\n');
    }
    return text.toString();
  }

  /** Notices octets beyond ASCII. */
  private static final class EightBit extends OutputStream {
    private final OutputStream sink;
    private boolean seen;

    private EightBit(OutputStream sink) {
      this.sink = sink;
    }

    @Override
    public void write(int octet) throws IOException {
      seen |= (octet & 0x80) != 0;
      sink.write(octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      for (int at = offset; at < offset + length && !seen; at++) {
        seen = octets[at] < 0;
      }
      sink.write(octets, offset, length);
    }
  }
}
