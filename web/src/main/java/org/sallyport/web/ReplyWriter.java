package org.sallyport.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import org.sallyport.web.page.Layout;
import org.sallyport.web.page.Page;
import org.sallyport.web.page.Shell;
import org.sallyport.web.page.Viewer;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.session.Session;

/** Writes replies. Any thread. */
final class ReplyWriter {
  private static final Problem TOO_MANY_STREAMS =
      new Problem(
              503,
              "too-many-streams",
              "Too many event streams are open",
              "close one, or poll the events instead")
          .withHeader("Retry-After", "10");

  private static final Problem GONE =
      new Problem(404, "gone", "The file is gone", "it was removed meanwhile");

  private final Shell shell;
  private final EventStreams streams;

  ReplyWriter(Shell shell, EventStreams streams) {
    this.shell = shell;
    this.streams = streams;
  }

  /**
   * Writes it.
   *
   * @param forPeople whether a failure is shown as a page
   */
  void write(Context context, Reply reply, boolean forPeople, Optional<Session> session) {
    switch (reply) {
      case Reply.Content content -> {
        headers(context, content.headers());
        body(context, content.status(), content.mediaType(), content.body());
      }
      case Reply.Sent sent -> file(context, sent, forPeople, session);
      case Reply.Shown shown -> page(context, shown.status(), shown.page(), session);
      case Reply.Failed failed -> problem(context, failed.problem(), forPeople, session);
      case Reply.SeeOther there -> {
        headers(context, there.headers());
        context.status(303).header("Location", there.location());
      }
      case Reply.Empty _ -> context.status(204);
      case Reply.Stream stream -> {
        if (!streams.serve(context, stream.feed())) {
          problem(context, TOO_MANY_STREAMS, false, session);
        }
      }
    }
  }

  private void file(
      Context context, Reply.Sent sent, boolean forPeople, Optional<Session> session) {
    try {
      long octets = Files.size(sent.file());
      var content = Files.newInputStream(sent.file());
      headers(context, sent.headers());
      context
          .contentType(sent.mediaType())
          .header("Content-Length", Long.toString(octets))
          .result(content);
    } catch (NoSuchFileException _) {
      problem(context, GONE, forPeople, session);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void problem(
      Context context, Problem problem, boolean forPeople, Optional<Session> session) {
    headers(context, problem.headers());
    if (forPeople) {
      var page = Layout.failure(problem.status(), problem.title(), problem.detail());
      page(context, problem.status(), page, session);
    } else {
      body(context, problem.status(), Problem.MEDIA_TYPE, Json.bytes(problem.members()));
    }
  }

  private void page(Context context, int status, Page page, Optional<Session> session) {
    var viewer =
        session
            .map(
                open ->
                    new Viewer(
                        open.principal().name(), Optional.of(open.csrf()), open.takeNotice()))
            .orElse(Viewer.STRANGER);
    body(context, status, "text/html", Layout.document(shell, page, viewer).getBytes(UTF_8));
  }

  private static void headers(Context context, Map<String, String> headers) {
    headers.forEach(context::header);
  }

  private static void body(Context context, int status, String mediaType, byte[] body) {
    boolean text = mediaType.startsWith("text/");
    context
        .status(status)
        .contentType(text ? mediaType + "; charset=utf-8" : mediaType)
        .result(body);
  }
}
