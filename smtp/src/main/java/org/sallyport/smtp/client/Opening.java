package org.sallyport.smtp.client;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Optional;
import org.sallyport.smtp.link.Link;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.Reply;

/** The beginning of a connection: greeting, EHLO, TLS, EHLO again, login. */
final class Opening {
  private final Link link;
  private final NextHop hop;
  private final ClientParameters parameters;

  private Opening(Link link, NextHop hop, ClientParameters parameters) {
    this.link = link;
    this.hop = hop;
    this.parameters = parameters;
  }

  static SmtpConnection of(Link link, NextHop hop, ClientTls mode, ClientParameters parameters)
      throws IOException {
    var opening = new Opening(link, hop, parameters);
    Optional<String> tls =
        mode == ClientTls.IMPLICIT ? Optional.of(opening.secure()) : Optional.empty();
    var greeting = link.reply(parameters.timeouts().greeting());
    if (greeting.code() != 220) {
      opening.leave(greeting);
      throw new RefusedException("the connection", greeting);
    }
    var capabilities = opening.hello();
    if (tls.isEmpty() && mode != ClientTls.OFF) {
      if (capabilities.has(Capabilities.STARTTLS)) {
        tls = Optional.of(opening.startTls());
        capabilities = opening.hello(); // RFC 3207 section 4.2
      } else if (mode != ClientTls.OPPORTUNISTIC) {
        opening.leave(greeting);
        throw new ProtocolException("STARTTLS is not offered, and TLS is " + words(mode));
      }
    }
    if (hop.credentials().isPresent()) {
      Logins.login(link, capabilities, hop.credentials().get(), parameters.timeouts().command());
    }
    return new SmtpConnection(link, hop, parameters, greeting, capabilities, tls);
  }

  private static String words(ClientTls mode) {
    return mode == ClientTls.VERIFIED ? "to be verified" : "required";
  }

  /** EHLO, or HELO where that is not known (RFC 5321 section 3.2). */
  private Capabilities hello() throws IOException {
    var reply = ask("EHLO " + parameters.name());
    if (reply.code() == 250) {
      return Capabilities.of(reply);
    }
    if (reply.isPermanent()) {
      var plain = ask("HELO " + parameters.name());
      if (plain.code() == 250) {
        return Capabilities.NONE;
      }
      throw new RefusedException("HELO", plain);
    }
    throw new RefusedException("EHLO", reply);
  }

  private String startTls() throws IOException {
    var reply = ask("STARTTLS");
    if (reply.code() != 220) {
      throw new HandshakeException(new RefusedException("STARTTLS", reply));
    }
    if (link.buffered() > 0) {
      // What came in clear must not be taken for an answer that came through TLS.
      throw new ProtocolException("the server spoke in clear after it agreed to TLS");
    }
    return secure();
  }

  private String secure() throws IOException {
    var tls = hop.tls().orElseThrow(() -> new IllegalStateException("TLS has what verifies it"));
    try {
      var secured = tls.over(link.socket(), hop.address());
      link.endAfter(parameters.timeouts().connect());
      secured.setSoTimeout(
          Math.clamp(parameters.timeouts().connect().toMillis(), 1, Integer.MAX_VALUE));
      secured.startHandshake();
      link.endNever();
      link.secure(secured);
      return secured.getSession().getProtocol() + " " + secured.getSession().getCipherSuite();
    } catch (IOException e) {
      throw new HandshakeException(e);
    }
  }

  private Reply ask(String line) throws IOException {
    link.write(line + "\r\n");
    return link.reply(parameters.timeouts().command());
  }

  /** Says QUIT to whoever does not want us, as RFC 5321 section 3.1 asks for. */
  private void leave(Reply greeting) throws IOException {
    if (greeting.code() != 421) {
      link.write("QUIT\r\n");
    }
    link.close();
  }
}
