package org.sallyport.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request from Javalin through the gate to its route's handler. Any thread. */
final class Dispatch {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

  /** RFC 9110 section 15.5.20. */
  private static final Problem OTHER_HOST =
      new Problem(
          421,
          "other-host",
          "The request is for another host",
          "this listener answers to localhost, loopback addresses and its configured names only");

  private final HostGuard hosts;
  private final Gate gate;
  private final ReplyWriter writer;
  private final Map<String, String> headers;
  private final WebLimits limits;

  Dispatch(
      HostGuard hosts,
      Gate gate,
      ReplyWriter writer,
      Map<String, String> headers,
      WebLimits limits) {
    this.hosts = hosts;
    this.gate = gate;
    this.writer = writer;
    this.headers = headers;
    this.limits = limits;
  }

  void register(RoutesConfig routes, Iterable<Route> declared) {
    routes.before(context -> headers.forEach(context::header));
    for (var route : declared) {
      Handler handler = context -> serve(route, context);
      switch (route.method()) {
        case GET -> routes.get(route.path(), handler);
        case POST -> routes.post(route.path(), handler);
        case PATCH -> routes.patch(route.path(), handler);
        case PUT -> routes.put(route.path(), handler);
        case DELETE -> routes.delete(route.path(), handler);
      }
    }
    routes.exception(HttpResponseException.class, this::unserved);
  }

  private void serve(Route route, Context context) {
    var request = new IncomingRequest(context, limits, route.longestBody());
    var reply = answer(route, context, request);
    try {
      writer.write(context, reply, route.forPeople(), request.session());
    } catch (RuntimeException e) {
      writer.write(context, broken(route, e), false, Optional.empty());
    }
  }

  private Reply answer(Route route, Context context, IncomingRequest request) {
    try {
      if (!hosts.accepts(context.req().getHeader("Host"))) {
        return Reply.problem(OTHER_HOST);
      }
      return switch (gate.admit(route, request)) {
        case Gate.Admission.Out out -> {
          request.admit(out.session(), Optional.empty());
          yield Reply.problem(out.problem());
        }
        case Gate.Admission.SignInFirst _ -> signInFirst(route, context);
        case Gate.Admission.In in -> {
          request.admit(in.session(), in.principal());
          yield route.handler().handle(request);
        }
      };
    } catch (RequestRefused e) {
      return Reply.problem(e.problem());
    } catch (RuntimeException e) {
      return broken(route, e);
    }
  }

  private static Reply signInFirst(Route route, Context context) {
    var then = route.method().safe() ? context.path() : "/";
    return Reply.seeOther("/sign-in?then=" + URLEncoder.encode(then, StandardCharsets.UTF_8));
  }

  private static Reply broken(Route route, RuntimeException cause) {
    var reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    LOG.error("event=request-failed operation={} reference={}", route.id(), reference, cause);
    return Reply.problem(Problems.internal(reference));
  }

  /** What Javalin itself turns away: no route has the path, or none with that method. */
  private void unserved(HttpResponseException cause, Context context) {
    var problem =
        switch (cause) {
          case NotFoundResponse _ -> Problems.noSuchPath(context.path());
          case MethodNotAllowedResponse _ ->
              Problems.methodNotAllowed(
                  context.method().name() + " is not what " + context.path() + " answers to");
          default ->
              new Problem(
                  cause.getStatus(), "refused", "The request is refused", "" + cause.getMessage());
        };
    var accept = context.req().getHeader("Accept");
    boolean forPeople = accept != null && accept.contains("text/html");
    writer.write(context, Reply.problem(problem), forPeople, Optional.empty());
  }
}
