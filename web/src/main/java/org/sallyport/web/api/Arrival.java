package org.sallyport.web.api;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A request before the gate. */
public interface Arrival {

  /** Such as {@code POST}. */
  String method();

  /** Path and query as they were sent. */
  String target();

  /** A header's first value. */
  Optional<String> header(String name);

  /**
   * The body, empty where there is none. One that is too large or too slow ends the request; not to
   * be written to.
   */
  byte[] body();

  /** What the client showed in TLS, verified against the trust bundle. */
  Optional<X509Certificate> certificate();

  /** Where the connection comes from. */
  InetAddress remote();
}
