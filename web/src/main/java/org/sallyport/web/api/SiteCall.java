package org.sallyport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.RequestRefused;

/** A request to a site as Jetty has it. */
final class SiteCall implements SiteRequest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Request request;
  private final List<String> path;
  private final int formBytes;
  private final Duration grace;
  private @Nullable Map<String, String> form;
  private @Nullable Map<String, String> query;

  /**
   * A request.
   *
   * @param grace how long a body may take beside what its octets are granted
   */
  SiteCall(Request request, List<String> path, int formBytes, Duration grace) {
    this.request = request;
    this.path = path;
    this.formBytes = formBytes;
    this.grace = grace;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public List<String> path() {
    return path;
  }

  @Override
  public Optional<String> query(String name) {
    var pairs = query;
    if (pairs == null) {
      var text = request.getHttpURI().getQuery();
      pairs = pairs(text == null ? "" : text);
      query = pairs;
    }
    return Optional.ofNullable(pairs.get(name)).filter(value -> !value.isBlank());
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  @Override
  public Optional<String> cookie(String name) {
    // HTTP/2 has a field for each (RFC 9113 section 8.2.3).
    for (var pair : String.join(";", request.getHeaders().getValuesList("Cookie")).split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
        return Optional.of(pair.substring(equals + 1).strip());
      }
    }
    return Optional.empty();
  }

  @Override
  public InetAddress remote() {
    var address = request.getConnectionMetaData().getRemoteSocketAddress();
    return address instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  @Override
  public Optional<String> form(String name) {
    var pairs = form;
    if (pairs == null) {
      pairs = isForm() ? pairs(formText()) : Map.of();
      form = pairs;
    }
    return Optional.ofNullable(pairs.get(name)).filter(value -> !value.isBlank());
  }

  private boolean isForm() {
    var type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type != null && type.replaceFirst(";.*", "").strip().equalsIgnoreCase(FORM);
  }

  private String formText() {
    try (var in = body(formBytes)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException broken) {
      throw new RequestRefused(Problems.badRequest("the form is too large, or did not all come"));
    }
  }

  private static Map<String, String> pairs(String text) {
    var pairs = new HashMap<String, String>();
    try {
      for (var pair : text.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          pairs.putIfAbsent(
              URLDecoder.decode(pair.substring(0, equals), UTF_8),
              URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
      }
      return pairs;
    } catch (IllegalArgumentException notEncoded) {
      throw new RequestRefused(Problems.badRequest("it is not percent-encoded"));
    }
  }

  @Override
  public InputStream body(long most) throws IOException {
    if (request.getLength() > most) {
      throw new IOException("the body is larger than " + most + " octets");
    }
    return new PacedInput(request, most, grace);
  }
}
