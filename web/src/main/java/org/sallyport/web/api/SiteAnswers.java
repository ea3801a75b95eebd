package org.sallyport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.sallyport.web.ProtectiveHeaders;
import org.sallyport.web.WebLimits;
import org.sallyport.web.route.RequestRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request from Jetty to a site's handler and writes the reply. Virtual threads. */
final class SiteAnswers extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(SiteAnswers.class);
  private static final int DEEPEST = 16;

  private final SiteHandler handler;
  private final WebLimits limits;

  SiteAnswers(SiteHandler handler, WebLimits limits) {
    this.handler = handler;
    this.limits = limits;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var reply = reply(request);
    Body.discard(request);
    write(request, response, callback, reply);
    return true;
  }

  private SiteReply reply(Request request) {
    var path = request.getHttpURI().getPath();
    var segments = Junction.split(path == null ? "" : path);
    if (segments.isEmpty() || segments.get().size() > DEEPEST) {
      return plain(400, "The path is not well-formed.");
    }
    try {
      return handler.handle(
          new SiteCall(request, segments.get(), limits.bodyBytes(), limits.idle()));
    } catch (RequestRefused e) {
      return plain(e.problem().status(), e.problem().title() + ": " + e.problem().detail());
    } catch (IOException gone) {
      return plain(400, "The request did not all come.");
    } catch (RuntimeException e) { // a mistake of ours ends one request, not the server
      var reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
      LOG.error("event=request-failed reference={}", reference, e);
      return plain(500, "Something went wrong here. Reference: " + reference);
    }
  }

  private static SiteReply plain(int status, String text) {
    return new SiteReply.Content(
        status,
        "text/plain; charset=utf-8",
        (text + "\n").getBytes(UTF_8),
        ProtectiveHeaders.all(true));
  }

  private static void write(
      Request request, Response response, Callback callback, SiteReply reply) {
    response.setStatus(reply.status());
    var fields = response.getHeaders();
    reply.headers().forEach(fields::put);
    switch (reply) {
      case SiteReply.Content content -> {
        type(response, content.mediaType());
        response.write(true, ByteBuffer.wrap(content.body()), callback);
      }
      case SiteReply.SeeOther there -> {
        fields.put(HttpHeader.LOCATION, there.location());
        response.write(true, ByteBuffer.allocate(0), callback);
      }
      case SiteReply.Streamed streamed -> {
        type(response, streamed.mediaType());
        streamed
            .length()
            .ifPresent(length -> fields.put(HttpHeader.CONTENT_LENGTH, Long.toString(length)));
        stream(request, response, callback, streamed);
      }
    }
  }

  private static void type(Response response, String mediaType) {
    Optional.of(mediaType)
        .filter(each -> !each.isEmpty())
        .ifPresent(each -> response.getHeaders().put(HttpHeader.CONTENT_TYPE, each));
  }

  private static void stream(
      Request request, Response response, Callback callback, SiteReply.Streamed streamed) {
    try (var in = streamed.body()) {
      if (!request.getMethod().equals("HEAD")) {
        var out = Content.Sink.asOutputStream(response);
        in.transferTo(out);
        out.close();
      }
      callback.succeeded();
    } catch (IOException | RuntimeException broken) {
      // What was sent cannot be taken back; the reset tells the client that it was not all.
      LOG.atInfo().addKeyValue("cause", String.valueOf(broken.getMessage())).log("reply-broke-off");
      callback.failed(broken);
    }
  }
}
