package org.sallyport.smtp.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.sallyport.smtp.link.Link;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.Reply;

/** Logs in with a password: PLAIN (RFC 4616), or LOGIN where that is all there is. */
final class Logins {
  private static final byte[] LINE_END = "\r\n".getBytes(US_ASCII);

  private Logins() {}

  static void login(Link link, Capabilities server, Credentials credentials, Duration limit)
      throws IOException {
    var mechanisms = server.details(Capabilities.AUTH);
    try (var password = credentials.password().get()) {
      var user = credentials.user().getBytes(UTF_8);
      var word = password.reveal();
      try {
        Reply reply;
        if (mechanisms.contains("PLAIN")) {
          reply = send(link, "AUTH PLAIN ", plain(user, word), limit);
        } else if (mechanisms.contains("LOGIN")) {
          reply = steps(link, user, word, limit);
        } else {
          throw new ProtocolException("no login that we know is offered: " + mechanisms);
        }
        if (reply.code() != 235) {
          throw new RefusedException("the login of " + credentials.user(), reply);
        }
      } finally {
        Arrays.fill(word, (byte) 0);
      }
    }
  }

  private static byte[] plain(byte[] user, byte[] word) {
    var message = new ByteArrayOutputStream();
    message.write(0);
    message.writeBytes(user);
    message.write(0);
    message.writeBytes(word);
    return message.toByteArray();
  }

  private static Reply steps(Link link, byte[] user, byte[] word, Duration limit)
      throws IOException {
    link.write("AUTH LOGIN\r\n");
    var reply = link.reply(limit);
    if (reply.code() != 334) {
      return reply;
    }
    reply = send(link, "", user, limit);
    return reply.code() == 334 ? send(link, "", word.clone(), limit) : reply;
  }

  /** Sends octets in base64 and forgets them. */
  private static Reply send(Link link, String before, byte[] octets, Duration limit)
      throws IOException {
    var encoded = Base64.getEncoder().encode(octets);
    link.write(before);
    link.write(encoded, 0, encoded.length);
    link.write(LINE_END, 0, LINE_END.length);
    link.flush();
    Arrays.fill(octets, (byte) 0);
    Arrays.fill(encoded, (byte) 0);
    return link.reply(limit);
  }
}
