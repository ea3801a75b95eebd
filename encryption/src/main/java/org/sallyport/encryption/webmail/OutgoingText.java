package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.kernel.Ids;
import org.sallyport.mime.header.EncodedWords;
import org.sallyport.mime.header.FieldText;
import org.sallyport.mime.header.MailDate;
import org.sallyport.mime.header.MessageIds;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Header;
import org.sallyport.mime.transfer.TransferEncoding;

/**
 * A message that somebody wrote, as mail.
 *
 * @param to as the field has it; may be empty
 * @param cc the same
 * @param original what it answers
 * @param messageId its own
 */
record OutgoingText(
    String from,
    WebMailSettings settings,
    String to,
    String cc,
    Draft draft,
    Optional<Header> original,
    String messageId,
    Instant now) {
  private static final int REFERENCES = 20;

  /** Writes it; the sink stays open. */
  void write(OutputStream sink, List<Attachments.Attached> files) throws IOException {
    var boundary = "=_" + Ids.next('p');
    sink.write(head(files.isEmpty() ? Optional.empty() : Optional.of(boundary)).getBytes(UTF_8));
    if (files.isEmpty()) {
      text(sink);
      return;
    }
    sink.write(("--" + boundary + "\r\n" + textFields() + "\r\n").getBytes(US_ASCII));
    text(sink);
    for (var file : files) {
      sink.write(("\r\n--" + boundary + "\r\n" + fields(file) + "\r\n").getBytes(US_ASCII));
      encoded(sink, TransferEncoding.BASE64, file);
    }
    sink.write(("\r\n--" + boundary + "--\r\n").getBytes(US_ASCII));
  }

  private String head(Optional<String> boundary) {
    var sender = settings.from();
    var head = new StringBuilder();
    head.append(
        FieldText.field(
            "Received",
            "by " + settings.host() + " (web mail) with HTTPS; " + MailDate.format(now)));
    head.append(FieldText.field("From", from));
    // RFC 5322 section 3.6.2: who sends it is not who wrote it.
    head.append(FieldText.field("Sender", sender));
    optional(head, "To", to);
    optional(head, "Cc", cc);
    head.append(
        FieldText.field("Subject", EncodedWords.encode(FieldText.printable(draft.subject()))));
    head.append(FieldText.field("Date", MailDate.format(now)));
    head.append(FieldText.field("Message-ID", messageId));
    original.ifPresent(header -> references(head, header));
    head.append(FieldText.field("MIME-Version", "1.0"));
    head.append(
        boundary
            .map(
                text ->
                    FieldText.field("Content-Type", "multipart/mixed; boundary=\"" + text + "\""))
            .orElseGet(OutgoingText::textFields));
    return head.append("\r\n").toString();
  }

  private static void optional(StringBuilder head, String name, String body) {
    if (!body.isEmpty()) {
      head.append(FieldText.field(name, body));
    }
  }

  /** RFC 5322 section 3.6.4. */
  private static void references(StringBuilder head, Header original) {
    var answered = ids(original, "Message-ID");
    if (answered.isEmpty()) {
      return;
    }
    var before = ids(original, "References");
    var all =
        new ArrayList<>(
            before.isEmpty() && ids(original, "In-Reply-To").size() == 1
                ? ids(original, "In-Reply-To")
                : before);
    all.add(answered.getFirst());
    var last = all.subList(Math.max(0, all.size() - REFERENCES), all.size());
    head.append(FieldText.field("In-Reply-To", answered.getFirst()));
    head.append(FieldText.field("References", String.join(" ", last)));
  }

  private static List<String> ids(Header header, String name) {
    return header.first(name).map(Field::body).map(MessageIds::read).orElse(List.of());
  }

  private static String textFields() {
    return FieldText.field("Content-Type", "text/plain; charset=utf-8")
        + FieldText.field("Content-Transfer-Encoding", TransferEncoding.QUOTED_PRINTABLE.token());
  }

  private void text(OutputStream sink) throws IOException {
    var text = draft.text().replaceAll("\\r\\n|\\r|\\n", "\r\n").replace("\0", "");
    try (var body = TransferEncoding.QUOTED_PRINTABLE.encode(new Unclosed(sink))) {
      body.write((text + (text.endsWith("\r\n") ? "" : "\r\n")).getBytes(UTF_8));
    }
  }

  /** A type of somebody's word is none; what octets look like is one that nobody runs. */
  private static String fields(Attachments.Attached file) {
    return FieldText.field("Content-Type", file.type())
        + FieldText.field("Content-Disposition", "attachment;" + parameter("filename", file.name()))
        + FieldText.field("Content-Transfer-Encoding", TransferEncoding.BASE64.token());
  }

  /** RFC 2231 section 4 where the name needs it. */
  private static String parameter(String name, String value) {
    if (value.matches("[A-Za-z0-9._-]{1,60}")) {
      return " " + name + "=\"" + value + "\"";
    }
    var text = new StringBuilder();
    int number = 0;
    var part = new StringBuilder();
    for (byte octet : value.getBytes(UTF_8)) {
      boolean plain = octet > ' ' && octet < 0x7f && Character.isLetterOrDigit(octet);
      part.append(plain ? Character.toString(octet) : "%%%02X".formatted(octet & 0xff));
      if (part.length() > 40) {
        text.append(' ').append(name).append('*').append(number).append("*=");
        text.append(number == 0 ? "utf-8''" : "").append(part).append(';');
        number++;
        part.setLength(0);
      }
    }
    if (number == 0) {
      return " " + name + "*=utf-8''" + part;
    }
    return part.isEmpty()
        ? text.substring(0, text.length() - 1)
        : text.append(' ')
            .append(name)
            .append('*')
            .append(number)
            .append("*=")
            .append(part)
            .toString();
  }

  private static void encoded(
      OutputStream sink, TransferEncoding encoding, Attachments.Attached file) throws IOException {
    try (var in = file.content().content();
        var body = encoding.encode(new Unclosed(sink))) {
      in.transferTo(body);
    }
  }

  /** Encoders close what they write to, and more follows here. */
  private static final class Unclosed extends OutputStream {
    private final OutputStream sink;

    private Unclosed(OutputStream sink) {
      this.sink = sink;
    }

    @Override
    public void write(int octet) throws IOException {
      sink.write(octet);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      sink.write(octets, from, length);
    }

    @Override
    public void close() {
      // the sink stays open
    }
  }
}
