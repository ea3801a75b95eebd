package org.sallyport.encryption.webmail;

import java.time.Instant;
import java.util.List;
import org.sallyport.encryption.mailtrace.MailTrace;
import org.sallyport.encryption.mailtrace.MailTraces;
import org.sallyport.wire.smtp.MailAddress;

/** The trace of what people outside write: no rule is asked, as it goes inside as it is. */
final class AnswerTrace {
  private static final String LISTENER = "web-mail";

  private AnswerTrace() {}

  static MailTrace of(
      Visitor visitor, List<MailAddress> to, String messageId, long size, Instant now) {
    return new MailTrace(
        MailTraces.nextId(),
        now,
        "",
        LISTENER,
        messageId,
        visitor.address().text(),
        size,
        to.stream().map(AnswerTrace::recipient).toList());
  }

  private static MailTrace.Recipient recipient(MailAddress to) {
    return new MailTrace.Recipient(
        to.toString(),
        "inbound",
        List.of(),
        "",
        "",
        0,
        "untouched",
        "it was written in web mail",
        "It goes to the mail servers inside as it was written.",
        List.of());
  }
}
