package org.sallyport.encryption.mailqueue;

import java.util.Map;
import java.util.Optional;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.Command;
import org.sallyport.wire.smtp.CommandParser;
import org.sallyport.wire.smtp.CommandResult;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;

/** Addresses and their parameters as they are kept: as SMTP writes them. */
final class EnvelopeText {
  private static final Capabilities ALL =
      new Capabilities(
          Map.of(
              Capabilities.SIZE, "",
              Capabilities.EIGHT_BIT_MIME, "",
              Capabilities.SMTPUTF8, "",
              Capabilities.DSN, "",
              Capabilities.AUTH, ""));

  private EnvelopeText() {}

  static String address(Optional<MailAddress> from) {
    return from.map(MailAddress::toString).orElse("");
  }

  static String of(Optional<MailAddress> from, MailParameters parameters) {
    boolean utf8 = from.filter(MailAddress::needsUtf8).isPresent();
    return (utf8 ? parameters.withUtf8() : parameters).format(ALL);
  }

  static String of(RecipientParameters parameters) {
    return parameters.format(ALL);
  }

  static Command.Mail sender(String address, String parameters) {
    if (CommandParser.parse("MAIL FROM:<" + address + ">" + parameters)
            instanceof CommandResult.Parsed(var command)
        && command instanceof Command.Mail mail) {
      return mail;
    }
    throw new IllegalStateException("the queue has a sender that SMTP does not know");
  }

  static Envelope.To recipient(String address, String parameters) {
    if (CommandParser.parse("RCPT TO:<" + address + ">" + parameters)
            instanceof CommandResult.Parsed(var command)
        && command instanceof Command.Recipient recipient) {
      return new Envelope.To(recipient.to(), recipient.parameters());
    }
    throw new IllegalStateException("the queue has a recipient that SMTP does not know");
  }
}
