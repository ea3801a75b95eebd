package org.sallyport.encryption.mail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Secrets;
import org.sallyport.kernel.Secret;
import org.sallyport.net.tls.Loaded;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.ClientTimeouts;
import org.sallyport.smtp.client.ClientTls;
import org.sallyport.smtp.client.Content;
import org.sallyport.smtp.client.Credentials;
import org.sallyport.smtp.client.Dialled;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;

/** The relay of the settings, by SMTP (RFC 5321), a connection for each letter. */
final class SmtpRelay implements Relay {
  /**
   * For connecting and for each reply; all of a conversation's together are shorter than a lease.
   */
  private static final ClientTimeouts LIMITS = ClientTimeouts.each(Duration.ofSeconds(20));

  private static final int LONGEST = 300;

  private final LetterText text;
  private final NextHop hop;
  private final SmtpClient client;
  private final Optional<MailAddress> from;

  private SmtpRelay(MailSettings settings, NextHop hop) {
    this.text = new LetterText(settings.from());
    this.hop = hop;
    this.from = MailAddress.parse(settings.from());
    var name = from.map(MailAddress::domain).filter(each -> each.matches("[!-~]+"));
    this.client = SmtpClient.open(ClientParameters.named(name.orElse("localhost")).within(LIMITS));
  }

  static Loaded<SmtpRelay> open(MailSettings settings) {
    return NextHop.open(
            settings.relay(),
            mode(settings),
            settings.trust(),
            settings.user().map(user -> login(settings, user)))
        .then(hop -> Loaded.ready(new SmtpRelay(settings, hop)));
  }

  private static ClientTls mode(MailSettings settings) {
    return switch (settings.tls()) {
      case OFF -> ClientTls.OFF;
      case OPPORTUNISTIC -> ClientTls.OPPORTUNISTIC;
      case REQUIRED -> ClientTls.REQUIRED;
      case VERIFIED -> ClientTls.VERIFIED;
      case IMPLICIT -> ClientTls.IMPLICIT;
    };
  }

  private static Credentials login(MailSettings settings, String user) {
    return new Credentials(user, () -> password(settings));
  }

  private static Secret password(MailSettings settings) {
    return settings
        .password()
        .map(
            source ->
                switch (Secrets.read(source)) {
                  case Secrets.Found.Missing _ -> Secret.ofText("");
                  case Secrets.Found.Value(var secret, _) -> secret;
                })
        .orElseGet(() -> Secret.ofText(""));
  }

  @Override
  public Handed hand(KeptLetter letter, String content) {
    var to = MailAddress.parse(letter.recipient());
    if (to.isEmpty() || from.isEmpty()) {
      return new Handed.Refused("not an address that SMTP knows");
    }
    var envelope =
        new Envelope(
            from,
            MailParameters.NONE,
            List.of(new Envelope.To(to.get(), RecipientParameters.NONE)));
    return switch (client.call(List.of(hop))) {
      case Dialled.Unreachable unreachable -> new Handed.Later(shortened(unreachable.reason()));
      case Dialled.Ready(var connection, _) -> {
        try (connection) {
          var message = Content.of(text.of(letter, content));
          yield handed(connection.deliver(envelope, message).getFirst());
        }
      }
    };
  }

  /** A letter that may have arrived is sent again: rather twice than never. */
  private static Handed handed(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> new Handed.Taken();
      case Outcome.Deferred(var reply) -> new Handed.Later(shortened(reply.toString()));
      case Outcome.Refused(var reply) -> new Handed.Refused(shortened(reply.toString()));
      case Outcome.Unknown(var reason) -> new Handed.Later(shortened(reason));
    };
  }

  @Override
  public void close() {
    client.close();
  }

  private static String shortened(String text) {
    var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
  }
}
