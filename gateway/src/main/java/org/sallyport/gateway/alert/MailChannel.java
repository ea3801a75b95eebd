package org.sallyport.gateway.alert;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.gateway.alert.AlertSettings.Encryption;
import org.sallyport.gateway.alert.AlertSettings.Mail;
import org.sallyport.net.tls.Loaded;

/** Mail through a relay, one message for each alert. */
final class MailChannel implements Channel {
  private static final String LIMIT_MILLIS = "10000";

  private final Mail settings;
  private final SSLContext tls;

  private MailChannel(Mail settings, SSLContext tls) {
    this.settings = settings;
    this.tls = tls;
  }

  static Loaded<Channel> open(Mail settings) {
    return TrustContext.of(settings.trust())
        .then(tls -> Loaded.ready(new MailChannel(settings, tls)));
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public void send(Alert alert, String node) throws IOException {
    try {
      var message = new MimeMessage(session());
      message.setFrom(new InternetAddress(settings.from(), true));
      for (var recipient : settings.to()) {
        message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient, true));
      }
      message.setSubject("[" + node + "] " + alert.subject(), "UTF-8");
      message.setSentDate(Date.from(alert.at()));
      message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834 section 5
      message.setText(alert.text() + "\n\n" + node + ", " + alert.at() + "\n", "UTF-8");
      Transport.send(message);
    } catch (MessagingException e) {
      throw new IOException("the relay " + settings.relay() + ": " + e.getMessage(), e);
    }
  }

  private Session session() {
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", settings.relay().host());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.relay().port()));
    properties.setProperty("mail.smtp.connectiontimeout", LIMIT_MILLIS);
    properties.setProperty("mail.smtp.timeout", LIMIT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", LIMIT_MILLIS);
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.socketFactory", tls.getSocketFactory());
    boolean startTls = settings.encryption() == Encryption.STARTTLS;
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
    properties.setProperty(
        "mail.smtp.ssl.enable", Boolean.toString(settings.encryption() == Encryption.TLS));
    properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
    return Session.getInstance(properties, new Login());
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
