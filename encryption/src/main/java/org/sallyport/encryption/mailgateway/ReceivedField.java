package org.sallyport.encryption.mailgateway;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.sallyport.mime.header.EncodedWords;
import org.sallyport.mime.header.FieldText;
import org.sallyport.mime.header.MailDate;
import org.sallyport.smtp.server.Peer;

/** The trace field of mail that goes by the queue (RFC 5321 section 4.4). */
final class ReceivedField {
  private ReceivedField() {}

  static byte[] of(Peer peer, String gateway, String trace, Instant at) {
    var address = peer.address().getAddress().getHostAddress().replaceFirst("%.*", "");
    var literal = address.indexOf(':') < 0 ? address : "IPv6:" + address;
    // RFC 3848: which protocol it came by
    var protocol = (peer.extended() ? "ESMTP" : "SMTP") + (peer.tls().isPresent() ? "S" : "");
    var body =
        "from %s (%s) by %s with %s id %s; %s"
            .formatted(
                peer.hello().filter(EncodedWords::isPlain).orElse("unknown"),
                peer.name().filter(EncodedWords::isPlain).map(name -> name + " ").orElse("")
                    + "["
                    + literal
                    + "]",
                gateway,
                protocol,
                trace,
                MailDate.format(at));
    return FieldText.field("Received", FieldText.printable(body)).getBytes(StandardCharsets.UTF_8);
  }
}
