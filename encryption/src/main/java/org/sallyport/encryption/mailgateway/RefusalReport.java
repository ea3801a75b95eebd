package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.encryption.content.Writing;
import org.sallyport.encryption.mailqueue.ReportedMessage;
import org.sallyport.encryption.mailqueue.Route;
import org.sallyport.encryption.mailqueue.Submission;
import org.sallyport.mime.report.DeliveryReport;
import org.sallyport.mime.report.ReportWriter;
import org.sallyport.mime.structure.Message;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.Notify;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Reply;
import org.sallyport.wire.smtp.Xtext;

/**
 * Tells a sender that some of several recipients do not get a message (RFC 3464), and brings its
 * header back.
 *
 * @param text to be kept with the submission
 */
record RefusalReport(Writing text, Submission submission) {
  private static final Reply NOT_TAKEN = Reply.of(550, "5.0.0", "the message is not taken");
  private static final Reply DOUBTFUL =
      Reply.of(550, "5.4.2", "the server was ended while it was sent; it may have arrived");
  private static final String SUBJECT_IN_DOUBT = "May not have been delivered";
  private static final String WORDS_IN_DOUBT =
      "Your message was being handed to the next server when this one was ended. It has probably"
          + " arrived, and was not sent again, so that it does not arrive twice. If it matters,"
          + " ask these people whether they have it:\n\n";
  private static final String SUBJECT = "Not delivered to everybody";
  private static final String WORDS =
      "Your message was not delivered to these people, for the reason beside each:\n\n";

  /** Writes it; empty: nobody is to be told. Blocks on the store. */
  static Optional<RefusalReport> write(
      Arrival arrival, Message message, Map<MailAddress, Reply> failed, Desk desk)
      throws IOException {
    return write(arrival, message, failed, desk, SUBJECT, WORDS);
  }

  /** The same about a message of which nobody knows whether it arrived. */
  static Optional<RefusalReport> doubtful(Arrival arrival, Message message, Desk desk)
      throws IOException {
    var all = new LinkedHashMap<MailAddress, Reply>();
    arrival.recipients().forEach(to -> all.put(to, DOUBTFUL));
    return write(arrival, message, all, desk, SUBJECT_IN_DOUBT, WORDS_IN_DOUBT);
  }

  private static Optional<RefusalReport> write(
      Arrival arrival,
      Message message,
      Map<MailAddress, Reply> failed,
      Desk desk,
      String subject,
      String words)
      throws IOException {
    var wanted =
        arrival.to().stream()
            .filter(each -> failed.containsKey(each.address()) && wants(each.parameters()))
            .map(each -> new Told(each.address(), failed.getOrDefault(each.address(), NOT_TAKEN)))
            .toList();
    if (wanted.isEmpty() || arrival.from().isEmpty()) {
      return Optional.empty();
    }
    var to = arrival.from().get();
    var text = desk.contents().begin();
    new ReportWriter(ReportWriter.postmaster(desk.gateway()), arrival.at())
        .write(
            new DeliveryReport(
                desk.gateway(),
                arrival.parameters().envelopeId().flatMap(Xtext::decode),
                Optional.of(arrival.at()),
                wanted.stream().map(RefusalReport::outcome).toList()),
            to.toString(),
            subject,
            words
                + wanted.stream()
                    .map(each -> each.to() + "\n    " + words(each.reply()))
                    .collect(Collectors.joining("\n")),
            desk.home(to) == Route.OUTSIDE ? ReportedMessage.outside(message) : message,
            false,
            text);
    text.close();
    return Optional.of(new RefusalReport(text, submission(to, text.id(), desk.home(to))));
  }

  /** RFC 3461 section 4.1: without a word of the sender, failures are told. */
  private static boolean wants(RecipientParameters parameters) {
    return parameters.reports().isEmpty() || parameters.reports().contains(Notify.FAILURE);
  }

  private record Told(MailAddress to, Reply reply) {}

  private static DeliveryReport.Outcome outcome(Told told) {
    return DeliveryReport.Outcome.failed(
        told.to().toString(),
        told.reply().status().map(Object::toString).orElse("5.0.0"),
        told.reply().toString());
  }

  private static String words(Reply reply) {
    return String.join(" ", reply.lines());
  }

  private static Submission submission(MailAddress to, String content, Route route) {
    return new Submission(
        Optional.empty(),
        to.needsUtf8() ? MailParameters.NONE.withUtf8() : MailParameters.NONE,
        List.of(
            new Envelope.To(to, new RecipientParameters(Set.of(Notify.NEVER), Optional.empty()))),
        route,
        content,
        "",
        false);
  }
}
