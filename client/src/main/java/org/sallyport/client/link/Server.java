package org.sallyport.client.link;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import org.sallyport.kernel.HostPort;

/**
 * A server as a stamp names it.
 *
 * @param name the name or address its certificate must have, in lower case
 * @param port its port
 */
public record Server(String name, int port) {
  /** The port of HTTPS. */
  public static final int HTTPS = 443;

  /** Checks name and port. */
  public Server {
    name = name.toLowerCase(Locale.ROOT);
    if (!name.matches("[0-9a-z:._-]{1,253}")) {
      throw new IllegalArgumentException("not the name of a server: " + name);
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("the port is not within 1 to 65535: " + port);
    }
  }

  /**
   * Reads {@code NAME} or {@code NAME:PORT}.
   *
   * @throws IllegalArgumentException with a sentence for whoever wrote it
   */
  public static Server parse(String text) {
    if (text.contains("/")) {
      throw new IllegalArgumentException(
          "expected NAME or NAME:PORT such as keys.example.com, found " + text);
    }
    boolean bare = text.indexOf(':') < 0 || text.endsWith("]");
    var place = HostPort.parse(bare ? text + ":" + HTTPS : text);
    return new Server(IDN.toASCII(place.host()), place.port());
  }

  URI uri(String target) {
    return URI.create("https://" + new HostPort(name, port) + target);
  }

  @Override
  public String toString() {
    return port == HTTPS ? name : new HostPort(name, port).toString();
  }
}
