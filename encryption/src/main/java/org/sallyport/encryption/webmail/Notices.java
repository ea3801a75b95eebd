package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.encryption.mailqueue.Route;
import org.sallyport.encryption.mailqueue.Submission;
import org.sallyport.mime.header.EncodedWords;
import org.sallyport.mime.header.FieldText;
import org.sallyport.mime.header.MailDate;
import org.sallyport.mime.header.MessageIds;
import org.sallyport.mime.transfer.TransferEncoding;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Return;

/**
 * Messages of web mail to people. They go through the queue straight to the world, past all mail
 * rules: a rule that makes web mail of what leaves would otherwise make web mail of its notice.
 * Reports about them bring back the header alone, as the text may have a link in it.
 */
final class Notices {
  static final String LINK = "/link/";

  private final Kit kit;

  Notices(Kit kit) {
    this.kit = kit;
  }

  /** Sends one, once the transaction is durable. */
  void send(
      Transaction in, KeptAccount to, Letters.Kind kind, String path, Instant until, String who) {
    var settings = kit.settings();
    var words =
        Letters.words(
            kind,
            to.language().isEmpty() ? settings.language() : to.language(),
            kit.organisation(),
            settings.link(path),
            until,
            who);
    var address = MailAddress.parse(to.address().text()).orElseThrow();
    var from = MailAddress.parse(settings.from()).orElseThrow();
    var text = kit.contents().begin();
    try (text) {
      text.write(octets(words, from, address, kit.clock().instant()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    kit.contents().keep(in, text);
    kit.queue()
        .submit(
            in,
            new Submission(
                Optional.of(from),
                parameters(from, address),
                List.of(new Envelope.To(address, RecipientParameters.NONE)),
                Route.OUTSIDE,
                text.id(),
                "",
                true));
  }

  static MailParameters parameters(MailAddress... addresses) {
    boolean utf8 = List.of(addresses).stream().anyMatch(MailAddress::needsUtf8);
    return new MailParameters(
        OptionalLong.empty(),
        Optional.empty(),
        utf8,
        Optional.of(Return.HDRS),
        Optional.empty(),
        Optional.empty());
  }

  private byte[] octets(Letters.Words words, MailAddress from, MailAddress to, Instant now)
      throws IOException {
    var octets = new ByteArrayOutputStream();
    var head =
        FieldText.field("From", from.toString())
            + FieldText.field("To", to.toString())
            + FieldText.field("Subject", EncodedWords.encode(words.subject()))
            + FieldText.field("Date", MailDate.format(now))
            + FieldText.field("Message-ID", MessageIds.next(from.domain()))
            // RFC 3834 section 5
            + FieldText.field("Auto-Submitted", "auto-generated")
            + FieldText.field("MIME-Version", "1.0")
            + FieldText.field("Content-Type", "text/plain; charset=utf-8")
            + FieldText.field("Content-Transfer-Encoding", "quoted-printable")
            + "\r\n";
    octets.write(head.getBytes(UTF_8));
    try (var body = TransferEncoding.QUOTED_PRINTABLE.encode(octets)) {
      body.write(words.text().replace("\n", "\r\n").getBytes(UTF_8));
    }
    return octets.toByteArray();
  }
}
