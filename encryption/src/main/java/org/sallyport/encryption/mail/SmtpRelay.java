package org.sallyport.encryption.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.encryption.mail.MailSettings.RelayTls;
import org.sallyport.net.tls.Loaded;

/** The relay of the settings, by SMTP (RFC 5321), a connection for each letter. */
final class SmtpRelay implements Relay {
  /**
   * For connecting and for each reply; all of a conversation's together are shorter than a lease.
   */
  private static final String LIMIT_MILLIS = "20000";

  private static final int PERMANENT = 500;
  private static final int LONGEST = 300;

  private final MailSettings settings;
  private final SSLContext tls;

  private SmtpRelay(MailSettings settings, SSLContext tls) {
    this.settings = settings;
    this.tls = tls;
  }

  static Loaded<SmtpRelay> open(MailSettings settings) {
    return TrustedAuthorities.of(settings.trust())
        .then(context -> Loaded.ready(new SmtpRelay(settings, context)));
  }

  @Override
  public Handed hand(KeptLetter letter, String content) {
    try {
      Transport.send(message(letter, content));
      return new Handed.Taken();
    } catch (MessagingException e) {
      return refused(e);
    }
  }

  private MimeMessage message(KeptLetter letter, String content) throws MessagingException {
    int end = content.indexOf('\n');
    var message = new Named(session(), letter.id());
    message.setFrom(new InternetAddress(settings.from(), true));
    message.addRecipient(Message.RecipientType.TO, new InternetAddress(letter.recipient(), true));
    message.setSubject(content.substring(0, end), "UTF-8");
    message.setSentDate(Date.from(letter.created()));
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834 section 5
    message.setText(content.substring(end + 1), "UTF-8");
    return message;
  }

  /** A letter that is sent twice is seen to be one by its name (RFC 5322 section 3.6.4). */
  private final class Named extends MimeMessage {
    private final String id;

    Named(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      var domain = settings.from().substring(settings.from().lastIndexOf('@') + 1);
      setHeader("Message-ID", "<" + id + "@" + domain + ">");
    }
  }

  /** A recipient or a text that is refused for good; all else may be mended meanwhile. */
  private static Handed refused(MessagingException e) {
    Exception each = e;
    while (each != null) {
      int code =
          switch (each) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSendFailedException data -> data.getReturnCode();
            default -> 0;
          };
      if (code >= PERMANENT) {
        return new Handed.Refused(shortened(each));
      }
      each = each instanceof MessagingException nested ? nested.getNextException() : null;
    }
    return new Handed.Later(shortened(e));
  }

  private static String shortened(Exception e) {
    var nested = e instanceof MessagingException outer ? outer.getNextException() : null;
    var text = e.getMessage() + (nested == null ? "" : ": " + nested.getMessage());
    var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
  }

  private Session session() {
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", settings.relay().host());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.relay().port()));
    properties.setProperty("mail.smtp.connectiontimeout", LIMIT_MILLIS);
    properties.setProperty("mail.smtp.timeout", LIMIT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", LIMIT_MILLIS);
    properties.setProperty("mail.mime.allowutf8", "true"); // RFC 6531
    properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
    secure(properties);
    return Session.getInstance(properties, new Login());
  }

  private void secure(Properties properties) {
    var wanted = settings.tls();
    boolean startTls = wanted != RelayTls.OFF && wanted != RelayTls.IMPLICIT;
    boolean must = wanted == RelayTls.REQUIRED || wanted == RelayTls.VERIFIED;
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(wanted == RelayTls.IMPLICIT));
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(must));
    properties.setProperty(
        "mail.smtp.ssl.checkserveridentity", Boolean.toString(wanted.verifies()));
    if (wanted.verifies()) {
      properties.put("mail.smtp.ssl.socketFactory", tls.getSocketFactory());
    } else {
      properties.setProperty("mail.smtp.ssl.trust", "*");
    }
  }

  private final class Login extends Authenticator {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return new PasswordAuthentication(
          settings.user().orElse(""), settings.password().map(Login::read).orElse(""));
    }

    private static String read(SecretSource source) {
      return switch (Secrets.read(source)) {
        case Secrets.Found.Missing _ -> "";
        case Secrets.Found.Value(var secret, _) -> {
          try (secret) {
            yield secret.revealText();
          }
        }
      };
    }
  }
}
