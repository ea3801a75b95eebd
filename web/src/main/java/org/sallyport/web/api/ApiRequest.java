package org.sallyport.web.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.sallyport.web.WebLimits;
import org.sallyport.web.json.JsonRefused;
import org.sallyport.web.json.JsonText;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Caller;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Once;
import org.sallyport.web.route.Parameter;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;
import org.sallyport.web.session.Session;

/** A request as Jetty has it. Belongs to the thread that handles it. */
final class ApiRequest implements org.sallyport.web.route.Request, Arrival {
  private static final byte[] NONE = {};
  private static final Pattern KEY = Pattern.compile("[0-9A-Za-z_-]{16,64}");

  /** RFC 9110 section 15.5.9. */
  private static final Problem TOO_SLOW =
      new Problem(408, "too-slow", "The body came too slowly", "send it in one go");

  private final Request request;
  private final Route route;
  private final List<String> variables;
  private final WebLimits limits;
  private byte @Nullable [] body;
  private @Nullable Map<String, String> query;
  private @Nullable Caller caller;

  ApiRequest(Request request, Route route, List<String> variables, WebLimits limits) {
    this.request = request;
    this.route = route;
    this.variables = variables;
    this.limits = limits;
  }

  void admit(Caller admitted) {
    caller = admitted;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String target() {
    return request.getHttpURI().getPathQuery();
  }

  @Override
  public String path(String name) {
    int at = 0;
    for (var parameter : route.parameters()) {
      if (parameter.place() == Parameter.Place.PATH) {
        if (parameter.name().equals(name)) {
          return variables.get(at);
        }
        at++;
      }
    }
    throw new IllegalArgumentException(route.path() + " has no " + name);
  }

  @Override
  public Optional<String> query(String name) {
    var pairs = query;
    if (pairs == null) {
      pairs = pairs(request.getHttpURI().getQuery());
      query = pairs;
    }
    return Optional.ofNullable(pairs.get(name)).filter(value -> !value.isBlank());
  }

  private static Map<String, String> pairs(@Nullable String text) {
    var pairs = new HashMap<String, String>();
    if (text == null) {
      return pairs;
    }
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
    } catch (IllegalArgumentException _) {
      throw new RequestRefused(Problems.badRequest("the query is not percent-encoded"));
    }
  }

  @Override
  public Optional<String> form(String name) {
    return Optional.empty();
  }

  @Override
  public <T> T json(Class<T> type) {
    requireJson();
    try {
      return Json.read(body(), type);
    } catch (IllegalArgumentException e) {
      throw new RequestRefused(
          Problems.badRequest("the body is not the JSON that is expected: " + e.getMessage()));
    }
  }

  @Override
  public <T> T json(Function<Members, T> reading) {
    requireJson();
    try {
      return JsonText.read(body(), reading);
    } catch (JsonRefused e) {
      throw new RequestRefused(Problems.badBody(e));
    }
  }

  /** RFC 9110 section 15.5.16. */
  private void requireJson() {
    var given = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    var bare = given == null ? "" : given.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    if (!bare.equals("application/json") && !bare.equals("application/merge-patch+json")) {
      throw new RequestRefused(
          new Problem(
              415,
              "media-type",
              "The body's media type is not taken",
              "expected Content-Type: application/json"));
    }
  }

  @Override
  public byte[] bytes() {
    return body();
  }

  @Override
  public byte[] body() {
    var read = body;
    if (read == null) {
      read = request.getLength() == 0 ? NONE : read();
      body = read;
    }
    return read;
  }

  private byte[] read() {
    if (request.getLength() > limits.bodyBytes()) {
      throw new RequestRefused(Problems.tooLarge(limits.bodyBytes()));
    }
    var all = new ByteArrayOutputStream(512);
    var pieces = new Body(request, limits.idle());
    while (!append(pieces, all)) {
      if (all.size() > limits.bodyBytes()) {
        throw new RequestRefused(Problems.tooLarge(limits.bodyBytes()));
      }
    }
    if (all.size() > limits.bodyBytes()) {
      throw new RequestRefused(Problems.tooLarge(limits.bodyBytes()));
    }
    return all.toByteArray();
  }

  /** Takes the next piece; whether it was the last one. */
  private static boolean append(Body pieces, ByteArrayOutputStream all) {
    var chunk = next(pieces);
    try {
      if (Content.Chunk.isFailure(chunk)) {
        throw new RequestRefused(Problems.badRequest("the body ended before it was complete"));
      }
      var piece = new byte[chunk.remaining()];
      chunk.getByteBuffer().get(piece);
      all.writeBytes(piece);
      return chunk.isLast();
    } finally {
      chunk.release();
    }
  }

  private static Content.Chunk next(Body pieces) {
    try {
      var chunk = pieces.next();
      if (chunk == null) {
        throw new RequestRefused(TOO_SLOW);
      }
      return chunk;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new RequestRefused(TOO_SLOW);
    }
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  @Override
  public Optional<Once> once() {
    var key = route.once() ? header("Idempotency-Key") : Optional.<String>empty();
    return key.map(
        text -> {
          if (!KEY.matcher(text).matches()) {
            throw new RequestRefused(
                Problems.badParameter(
                    "Idempotency-Key", "expected 16 to 64 of 0-9 A-Z a-z _ and -"));
          }
          var condition = header("If-Match").orElse("");
          var head = method() + " " + target() + "\n" + condition + "\n";
          return new Once(text, head + new String(body(), ISO_8859_1));
        });
  }

  @Override
  public Optional<X509Certificate> certificate() {
    if (request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE)
            instanceof EndPoint.SslSessionData tls
        && tls.peerCertificates() != null
        && tls.peerCertificates().length > 0) {
      return Optional.of(tls.peerCertificates()[0]);
    }
    return Optional.empty();
  }

  /** HTTP/2 has it in {@code :authority} (RFC 9113 section 8.3.1). */
  @Override
  public Optional<String> host() {
    return Optional.ofNullable(request.getHttpURI().getHost()).filter(host -> !host.isEmpty());
  }

  @Override
  public InetAddress remote() {
    var address = request.getConnectionMetaData().getRemoteSocketAddress();
    return address instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  @Override
  public Optional<Session> session() {
    return Optional.empty();
  }

  @Override
  public Caller caller() {
    var known = caller;
    if (known == null) {
      throw new IllegalStateException("the gate has not let the request in");
    }
    return known;
  }

  @Override
  public String actor() {
    return caller().name();
  }
}
