package org.sallyport.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sallyport.web.json.JsonRefused;
import org.sallyport.web.json.JsonText;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Caller;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Once;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.session.Principal;
import org.sallyport.web.session.Session;

/** A request as Javalin has it. */
final class IncomingRequest implements Request {
  /** RFC 9110 section 15.5.9. */
  private static final Problem TOO_SLOW =
      new Problem(408, "too-slow", "The body came too slowly", "send it in one go");

  private final Context context;
  private final WebLimits limits;
  private final int longestBody;
  private @Nullable Map<String, String> query;
  private @Nullable Map<String, String> form;
  private Optional<Session> session = Optional.empty();
  private Optional<Principal> principal = Optional.empty();

  /**
   * One of a route.
   *
   * @param longestBody in octets, where that is more than the limits have
   */
  IncomingRequest(Context context, WebLimits limits, int longestBody) {
    this.context = context;
    this.limits = limits;
    this.longestBody = Math.max(longestBody, limits.bodyBytes());
  }

  @Override
  public String path(String name) {
    return context.pathParam(name);
  }

  @Override
  public Optional<String> query(String name) {
    if (query == null) {
      query = pairs(context.queryString() == null ? "" : context.queryString(), "query");
    }
    return value(query, name);
  }

  @Override
  public Optional<String> form(String name) {
    if (form == null) {
      requireMediaType(Form.MEDIA_TYPE);
      form = pairs(new String(body(), UTF_8), "form");
    }
    return value(form, name);
  }

  private static Map<String, String> pairs(String text, String place) {
    try {
      return Form.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RequestRefused(
          Problems.badRequest("the " + place + " is not percent-encoded: " + e.getMessage()));
    }
  }

  private static Optional<String> value(Map<String, String> pairs, String name) {
    return Optional.ofNullable(pairs.get(name)).filter(value -> !value.isBlank());
  }

  @Override
  public <T> T json(Class<T> type) {
    requireMediaType("application/json");
    try {
      return Json.read(body(), type);
    } catch (IllegalArgumentException e) {
      throw new RequestRefused(
          Problems.badRequest("the body is not the JSON that is expected: " + e.getMessage()));
    }
  }

  @Override
  public <T> T json(Function<Members, T> reading) {
    requireMediaType("application/json");
    try {
      return JsonText.read(body(), reading);
    } catch (JsonRefused e) {
      throw new RequestRefused(Problems.badBody(e));
    }
  }

  @Override
  public byte[] bytes() {
    return body();
  }

  /** RFC 9110 section 15.5.16. A media type that a plain form cannot have also stops forgery. */
  private void requireMediaType(String expected) {
    var given = header("Content-Type").orElse("");
    int parameters = given.indexOf(';');
    var mediaType = (parameters < 0 ? given : given.substring(0, parameters)).strip();
    if (!mediaType.toLowerCase(Locale.ROOT).equals(expected)) {
      throw new RequestRefused(
          new Problem(
              415,
              "media-type",
              "The body's media type is not taken",
              "Content-Type is "
                  + (given.isEmpty() ? "absent" : given)
                  + "; expected "
                  + expected));
    }
  }

  private byte[] body() {
    if (context.req().getContentLengthLong() > longestBody) {
      throw new RequestRefused(Problems.tooLarge(longestBody));
    }
    try {
      return read(context.req().getInputStream());
    } catch (IOException e) {
      throw new RequestRefused(Problems.badRequest("the body ended before it was complete"));
    }
  }

  /** In pieces, so that a body that trickles in ends at the same time as one that stops. */
  private byte[] read(InputStream in) throws IOException {
    long end = System.nanoTime() + limits.idle().toNanos();
    var body = new ByteArrayOutputStream();
    var piece = new byte[4096];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      body.write(piece, 0, count);
      if (body.size() > longestBody) {
        throw new RequestRefused(Problems.tooLarge(longestBody));
      }
      if (System.nanoTime() - end > 0) {
        throw new RequestRefused(TOO_SLOW);
      }
    }
    return body.toByteArray();
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(context.req().getHeader(name));
  }

  @Override
  public InetAddress remote() {
    return InetAddress.ofLiteral(context.req().getRemoteAddr());
  }

  @Override
  public Optional<Session> session() {
    return session;
  }

  @Override
  public Optional<Principal> principal() {
    return principal;
  }

  void admit(Optional<Session> found, Optional<Principal> who) {
    session = found;
    principal = who;
  }

  @Override
  public Optional<Once> once() {
    return Optional.empty();
  }

  @Override
  public Caller caller() {
    return new Caller("", actor(), "administrator");
  }

  @Override
  public String actor() {
    var name = principal.map(Principal::name).filter(text -> !text.isEmpty());
    return name.map(text -> text + " from ").orElse("")
        + remote().getHostAddress()
        + (session.isPresent() ? " (dashboard)" : " (API)");
  }
}
