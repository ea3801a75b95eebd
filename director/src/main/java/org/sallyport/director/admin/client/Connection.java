package org.sallyport.director.admin.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Problem;

/** Requests and their answers. Any thread. */
final class Connection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(10);

  /** Commands may have to wait for a file to be read and listeners to be opened. */
  private static final Duration CHANGE = Duration.ofMinutes(1);

  private final AdminTarget target;
  private final HttpClient client;

  Connection(AdminTarget target) {
    this.target = target;
    var builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    target.trust().map(Trust::context).ifPresent(builder::sslContext);
    client = builder.build();
  }

  <T> AdminAnswer<T> get(String path, Class<T> type) {
    return send(request(path, READ).GET().build(), type);
  }

  <T> AdminAnswer<T> post(String path, String json, Class<T> type) {
    var body = HttpRequest.BodyPublishers.ofString(json);
    return send(
        request(path, CHANGE).header("Content-Type", "application/json").POST(body).build(), type);
  }

  <T> AdminAnswer<T> delete(String path, Class<T> type) {
    return send(request(path, CHANGE).DELETE().build(), type);
  }

  private HttpRequest.Builder request(String path, Duration limit) {
    var builder = HttpRequest.newBuilder(URI.create(target.base() + path)).timeout(limit);
    target
        .token()
        .ifPresent(token -> builder.header("Authorization", "Bearer " + token.revealText()));
    return builder;
  }

  private <T> AdminAnswer<T> send(HttpRequest request, Class<T> type) {
    try {
      var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return read(response, type);
    } catch (ConnectException e) {
      return new AdminAnswer.Unreachable<>(
          "nobody listens on " + target.address() + ": is the director running?");
    } catch (HttpTimeoutException e) {
      return new AdminAnswer.Unreachable<>(target.address() + " did not answer in time");
    } catch (SSLException e) {
      return new AdminAnswer.Unreachable<>(
          "TLS with " + target.address() + " failed: " + e.getMessage());
    } catch (IOException e) {
      return new AdminAnswer.Unreachable<>(
          target.address() + " does not answer as a director does: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new AdminAnswer.Unreachable<>("interrupted while waiting for " + target.address());
    }
  }

  private <T> AdminAnswer<T> read(HttpResponse<byte[]> response, Class<T> type) {
    var mediaType = response.headers().firstValue("Content-Type").orElse("");
    try {
      if (mediaType.startsWith(Problem.MEDIA_TYPE)) {
        return refused(response);
      }
      if (mediaType.startsWith("application/json")) {
        return new AdminAnswer.Done<>(Json.readLeniently(response.body(), type));
      }
      return new AdminAnswer.Unreachable<>(
          target.address() + " is no director: it answered " + response.statusCode());
    } catch (IllegalArgumentException e) {
      return new AdminAnswer.Unreachable<>(
          target.address() + " answered what is not understood: " + e.getMessage());
    }
  }

  /** RFC 9457. */
  private static <T> AdminAnswer<T> refused(HttpResponse<byte[]> response) {
    var members = Json.readLeniently(response.body(), Map.class);
    int status = response.statusCode();
    var message =
        status == 401
            ? "the administrator's token is missing or wrong; name its file with --token-file"
            : String.valueOf(members.get("detail"));
    var problems =
        members.get("problems") instanceof List<?> all
            ? all.stream().map(String::valueOf).toList()
            : List.<String>of();
    return new AdminAnswer.Refused<>(status, message, problems);
  }

  @Override
  public void close() {
    client.close();
  }
}
