package org.sallyport.encryption.mailqueue;

import java.util.Set;
import org.sallyport.mime.report.DeliveryReport;
import org.sallyport.wire.smtp.Notify;
import org.sallyport.wire.smtp.RecipientParameters;

/** What a sender is told of. */
enum ReportKind {
  /** It never arrives. */
  FAILED(
      DeliveryReport.Action.FAILED,
      "Your mail was not delivered",
      "Your mail was not delivered to the following, and nothing more is tried."),
  /** It is late. */
  DELAYED(
      DeliveryReport.Action.DELAYED,
      "Your mail is late",
      "Your mail has not been delivered to the following yet. You need not send it again: it is"
          + " tried until the time below."),
  /** It went to a server that says nothing more. */
  RELAYED(
      DeliveryReport.Action.RELAYED,
      "Your mail was handed on",
      "Your mail was handed on for the following, to a server that sends no reports of success.");

  private final DeliveryReport.Action action;
  private final String subject;
  private final String words;

  ReportKind(DeliveryReport.Action action, String subject, String words) {
    this.action = action;
    this.subject = subject;
    this.words = words;
  }

  DeliveryReport.Action action() {
    return action;
  }

  String subject() {
    return subject;
  }

  String words() {
    return words;
  }

  /** Whether the sender wants to know it of a recipient (RFC 3461 sections 4.1, 5.2). */
  boolean isWanted(RecipientParameters recipient) {
    Set<Notify> asked = recipient.reports();
    return switch (this) {
      case FAILED -> asked.isEmpty() || asked.contains(Notify.FAILURE);
      case DELAYED -> asked.isEmpty() || asked.contains(Notify.DELAY);
      case RELAYED -> asked.contains(Notify.SUCCESS);
    };
  }
}
