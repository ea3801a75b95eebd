package org.sallyport.web.api;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.sallyport.web.WebLimits;
import org.sallyport.web.route.EntityTag;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request from Jetty to its route and writes the reply. Virtual threads. */
final class ApiHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
  private static final byte[] NONE = {};

  private final Junction junction;
  private final ApiGate gate;
  private final WebLimits limits;

  ApiHandler(Junction junction, ApiGate gate, WebLimits limits) {
    this.junction = junction;
    this.gate = gate;
    this.limits = limits;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var reply = reply(request);
    Body.discard(request);
    write(request, response, callback, reply);
    return true;
  }

  private Reply reply(Request request) {
    var path = request.getHttpURI().getPath();
    return switch (junction.find(request.getMethod(), path == null ? "" : path)) {
      case Junction.Way.Nowhere _ -> Reply.problem(Problems.noSuchPath("that path"));
      case Junction.Way.OtherMethods other ->
          Reply.problem(
              Problems.methodNotAllowed("taken are " + String.join(", ", other.allowed()))
                  .withHeader("Allow", String.join(", ", other.allowed())));
      case Junction.Way.To to ->
          reply(to.route(), new ApiRequest(request, to.route(), to.variables(), limits));
    };
  }

  private Reply reply(Route route, ApiRequest request) {
    try {
      return switch (gate.admit(route, request)) {
        case ApiGate.Entry.Out(var problem) -> Reply.problem(problem);
        case ApiGate.Entry.In(var caller) -> {
          request.admit(caller);
          yield conditional(request, route.handler().handle(request));
        }
      };
    } catch (RequestRefused e) {
      return Reply.problem(e.problem());
    } catch (RuntimeException e) {
      return broken(route, e);
    }
  }

  /** RFC 9110 section 13.2.2: who has it already is not sent it again. */
  private static Reply conditional(ApiRequest request, Reply reply) {
    if (reply instanceof Reply.Content content && content.status() == 200) {
      var tag = content.headers().get("ETag");
      var known = request.header("If-None-Match");
      if (tag != null && known.isPresent() && EntityTag.isNamed(known.get(), tag)) {
        return new Reply.Content(304, "", NONE, content.headers());
      }
    }
    return reply;
  }

  private static Reply broken(Route route, RuntimeException cause) {
    var reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    LOG.error("event=request-failed operation={} reference={}", route.id(), reference, cause);
    return Reply.problem(Problems.internal(reference));
  }

  private static void write(Request request, Response response, Callback callback, Reply reply) {
    switch (reply) {
      case Reply.Content content ->
          send(
              response,
              callback,
              content.status(),
              content.mediaType(),
              content.headers(),
              content.body());
      case Reply.Failed(var problem) -> failed(response, callback, problem);
      case Reply.Empty _ -> send(response, callback, 204, "", Map.of(), NONE);
      case Reply.Sent _, Reply.Shown _, Reply.SeeOther _, Reply.Stream _ -> {
        LOG.error("event=reply-unfit path={}", request.getHttpURI().getPath());
        failed(response, callback, Problems.internal("unfit"));
      }
    }
  }

  private static void failed(Response response, Callback callback, Problem problem) {
    send(
        response,
        callback,
        problem.status(),
        Problem.MEDIA_TYPE,
        problem.headers(),
        Json.bytes(problem.members()));
  }

  private static void send(
      Response response,
      Callback callback,
      int status,
      String mediaType,
      Map<String, String> headers,
      byte[] body) {
    response.setStatus(status);
    var fields = response.getHeaders();
    fields.put(HttpHeader.CACHE_CONTROL, "no-store");
    if (!mediaType.isEmpty()) {
      fields.put(HttpHeader.CONTENT_TYPE, mediaType);
    }
    headers.forEach(fields::put);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
