package org.sallyport.app;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpTimeoutException;
import org.sallyport.net.tls.TlsFailure;

/** Addresses of an authority as people write them, and why nobody answers there. */
final class Reachable {
  private Reachable() {}

  /**
   * The URL without a slash at its end.
   *
   * @throws IllegalArgumentException when it is not {@code https://HOST:PORT}
   */
  static String base(String url) {
    try {
      var uri = new URI(url);
      boolean bare = uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/");
      if ("https".equals(uri.getScheme()) && uri.getHost() != null && bare) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
      }
    } catch (URISyntaxException notOne) {
      // Said below, as of any other text.
    }
    throw new IllegalArgumentException("expected https://HOST:PORT, found " + url);
  }

  /** One sentence for whoever typed the command. */
  static String why(String base, IOException broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      var said = String.valueOf(cause.getMessage());
      if (cause instanceof ConnectException) {
        return "nobody answers at " + base;
      }
      if (cause instanceof HttpTimeoutException) {
        return base + " does not answer in time";
      }
      if (said.contains("plaintext connection")) {
        return "no TLS is spoken at " + base + "; is that the admin listener?";
      }
      if (said.contains("handshake_failure") || said.contains("bad_certificate")) {
        return base + " does not take our certificate; does --key belong to --client?";
      }
    }
    return base
        + ": "
        + TlsFailure.of(broken)
            .map(TlsFailure::sentence)
            .orElse(String.valueOf(broken.getMessage()));
  }
}
