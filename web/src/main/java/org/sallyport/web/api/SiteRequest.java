package org.sallyport.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.sallyport.web.route.RequestRefused;

/** A request to a site. Belongs to the thread that handles it. */
public interface SiteRequest {
  /** As it was sent. */
  String method();

  /**
   * The segments of the path, decoded one by one: a percent sign never makes a slash that counts
   * (RFC 3986 section 2.2). Empty for the root.
   */
  List<String> path();

  /** The first value of that name in the query; empty where it is absent or blank. */
  Optional<String> query(String name);

  /** A header's first value. */
  Optional<String> header(String name);

  /** A cookie's value (RFC 6265 section 4.2). */
  Optional<String> cookie(String name);

  /** Where the connection comes from; behind a trusted proxy, what that says. */
  InetAddress remote();

  /**
   * The first value of that name in a form of type {@code application/x-www-form-urlencoded}; empty
   * where it is absent or blank, or the body is no such form. The form is read once.
   *
   * @throws RequestRefused where it is too large or comes too slowly
   */
  Optional<String> form(String name);

  /**
   * The body as it comes in, instead of {@link #form}.
   *
   * @param most octets; reading more throws
   * @throws IOException for a body that breaks off, stalls or is larger
   */
  InputStream body(long most) throws IOException;
}
