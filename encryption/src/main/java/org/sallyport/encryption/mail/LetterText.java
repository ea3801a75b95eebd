package org.sallyport.encryption.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Date;
import java.util.Properties;

/** A letter as a message (RFC 5322), lines ended by CR LF. */
final class LetterText {
  private final String from;
  private final Session session;

  LetterText(String from) {
    this.from = from;
    var properties = new Properties();
    properties.setProperty("mail.mime.allowutf8", "true"); // RFC 6532
    this.session = Session.getInstance(properties);
  }

  byte[] of(KeptLetter letter, String content) {
    try {
      var octets = new ByteArrayOutputStream();
      message(letter, content).writeTo(octets);
      return octets.toByteArray();
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("a letter of checked parts is written in memory", e);
    }
  }

  private MimeMessage message(KeptLetter letter, String content) throws MessagingException {
    int end = content.indexOf('\n');
    var message = new Named(session, letter.id());
    message.setFrom(new InternetAddress(from, true));
    message.addRecipient(Message.RecipientType.TO, new InternetAddress(letter.recipient(), true));
    message.setSubject(content.substring(0, end), "UTF-8");
    message.setSentDate(Date.from(letter.created()));
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834 section 5
    message.setText(content.substring(end + 1).replaceAll("\r?\n", "\r\n"), "UTF-8");
    message.saveChanges();
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
      var domain = from.substring(from.lastIndexOf('@') + 1);
      setHeader("Message-ID", "<" + id + "@" + domain + ">");
    }
  }
}
