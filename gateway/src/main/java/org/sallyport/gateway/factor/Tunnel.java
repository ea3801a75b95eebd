package org.sallyport.gateway.factor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.util.Base64;
import java.util.Optional;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.gateway.factor.AuthorityLinkSettings.Proxy;
import org.sallyport.kernel.HostPort;

/** Asks an HTTP proxy for a tunnel (RFC 9110 section 9.3.6). */
final class Tunnel {
  private static final int LONGEST = 64 << 10;

  private final Proxy proxy;

  Tunnel(Proxy proxy) {
    this.proxy = proxy;
  }

  HostPort address() {
    return proxy.address();
  }

  /** Makes the connected socket a tunnel to {@code target}, or says why not. */
  void open(Socket socket, HostPort target) throws LinkFailure {
    HttpReply reply;
    try {
      socket.getOutputStream().write(request(target).getBytes(ISO_8859_1));
      // Octet by octet: what follows the head belongs to TLS.
      reply = new ReplyReader(socket.getInputStream()).read(LONGEST, true);
    } catch (IOException e) {
      throw LinkFailure.of(
          Cause.PROXY, "the proxy " + address() + " gave no answer: " + e.getMessage());
    }
    int status = reply.status();
    if (status / 100 == 2) {
      return;
    }
    if (status == 407) {
      var known = proxy.user().isPresent() ? "does not take our user and password" : "wants a user";
      throw LinkFailure.of(Cause.PROXY, "the proxy " + address() + " " + known + " (407)");
    }
    if (status >= 500) {
      // RFC 9110 section 15.6: the proxy works, and the authority behind it does not answer.
      throw LinkFailure.of(
          Cause.UNREACHABLE,
          "the proxy " + address() + " does not reach " + target + " (" + status + ")");
    }
    throw LinkFailure.of(
        Cause.PROXY,
        "the proxy " + address() + " refuses a tunnel to " + target + " (" + status + ")");
  }

  private String request(HostPort target) throws LinkFailure {
    var request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
    var authorization = authorization();
    return request
        + authorization.map(value -> "Proxy-Authorization: " + value + "\r\n").orElse("")
        + "\r\n";
  }

  /** RFC 7617. The password is read for each tunnel, so that a new one counts without a reload. */
  private Optional<String> authorization() throws LinkFailure {
    if (proxy.user().isEmpty() || proxy.password().isEmpty()) {
      return Optional.empty();
    }
    var pair = proxy.user().get() + ":" + password(proxy.password().get());
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  private static String password(SecretSource source) throws LinkFailure {
    return switch (Secrets.read(source)) {
      case Secrets.Found.Missing(var why) -> throw LinkFailure.of(Cause.PROXY, why);
      case Secrets.Found.Value(var secret, _) -> {
        try (secret) {
          yield secret.revealText();
        }
      }
    };
  }
}
