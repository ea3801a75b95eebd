package org.sallyport.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Problem;

/** Speaks to the API of an authority. One thread. */
final class AuthorityClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String base;
  private final HttpClient http;

  /** What the authority answered. */
  sealed interface Answer {
    /** What was asked for; empty where there is nothing to say. */
    record Given(Map<?, ?> json) implements Answer {}

    /** No, and why. */
    record Refused(int status, String detail) implements Answer {}

    /** Nobody answers, or not as an authority does. */
    record Unreachable(String cause) implements Answer {}
  }

  /** The members of a problem (RFC 9457) that people read. */
  record Refusal(@Nullable String detail) {}

  /**
   * A client of the authority at a URL.
   *
   * @throws IllegalArgumentException saying what is wrong with the URL
   */
  AuthorityClient(String base, SSLContext tls) {
    this.base = Reachable.base(base);
    this.http =
        HttpClient.newBuilder().sslContext(tls).connectTimeout(Duration.ofSeconds(5)).build();
  }

  /** A segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  Answer get(String path) throws InterruptedException {
    return send(request(path).GET());
  }

  Answer delete(String path) throws InterruptedException {
    return send(keyed(path).DELETE());
  }

  Answer post(String path, Map<String, ?> body) throws InterruptedException {
    return send(json(path).POST(BodyPublishers.ofByteArray(Json.bytes(body))));
  }

  /** Asks for something to be done that needs no more words. */
  Answer post(String path) throws InterruptedException {
    return send(keyed(path).POST(BodyPublishers.noBody()));
  }

  Answer patch(String path, Map<String, ?> body) throws InterruptedException {
    return send(json(path).method("PATCH", BodyPublishers.ofByteArray(Json.bytes(body))));
  }

  private HttpRequest.Builder json(String path) {
    return keyed(path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder keyed(String path) {
    return request(path).header("Idempotency-Key", UUID.randomUUID().toString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT);
  }

  private Answer send(HttpRequest.Builder request) throws InterruptedException {
    try {
      var response = http.send(request.build(), BodyHandlers.ofByteArray());
      var body = response.body();
      if (response.statusCode() / 100 == 2) {
        return new Answer.Given(body.length == 0 ? Map.of() : Json.readLeniently(body, Map.class));
      }
      var type = response.headers().firstValue("Content-Type").orElse("");
      if (!type.startsWith(Problem.MEDIA_TYPE)) {
        return new Answer.Unreachable(
            base + " answers with status " + response.statusCode() + ", not as an authority does");
      }
      var detail = Json.readLeniently(body, Refusal.class).detail();
      return new Answer.Refused(
          response.statusCode(), detail == null ? "status " + response.statusCode() : detail);
    } catch (IOException broken) {
      return new Answer.Unreachable(Reachable.why(base, broken));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
