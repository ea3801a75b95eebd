package org.sallyport.director.admin.part;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.director.admin.FakeDirector;
import org.sallyport.kernel.HostPort;
import org.sallyport.web.AdminSettings;
import org.sallyport.web.admin.AdminHost;
import org.sallyport.web.admin.AdminListener;
import org.sallyport.web.route.Json;

/** A fake director behind a real listener, and a client of it that follows no redirect. */
final class Served implements AutoCloseable {
  final FakeDirector director = new FakeDirector();
  final Path state;
  final AdminListener listener;
  private final DirectorPart part;
  final String token;
  private final HttpClient client = HttpClient.newHttpClient();

  Served() throws IOException {
    state = Files.createTempDirectory("admin");
    part = new DirectorPart(director);
    listener =
        new AdminListener(
            new AdminSettings(new HostPort("127.0.0.1", 0), Optional.empty(), Optional.empty()),
            state,
            new AdminHost("director1", "0.1.0", Instant.EPOCH, () -> "", director::reload));
    listener.start(List.of(part));
    part.start();
    token = Files.readString(state.resolve(AdminListener.TOKEN_FILE));
  }

  record Answer(int status, String mediaType, String location, String cookie, String body) {
    Map<?, ?> json() {
      return Json.read(body.getBytes(UTF_8), Map.class);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + listener.port() + path);
  }

  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  Answer command(String method, String path, String json) {
    return send(
        method, path, json, "Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  Answer form(String path, String fields, String cookie) {
    return send(
        "POST",
        path,
        fields,
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Cookie",
        cookie);
  }

  Answer send(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.headers().firstValue("Location").orElse(""),
          response.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", ""),
          response.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The cookie of a new session. */
  String signIn() {
    return form("/sign-in", "then=/&token=" + token, "none=1").cookie();
  }

  /** The CSRF token that a page's forms carry. */
  String csrf(String cookie) {
    return get("/", "Cookie", cookie)
        .body()
        .replaceAll("(?s).*?name=\"csrf\" value=\"([^\"]+)\".*", "$1");
  }

  @Override
  public void close() throws IOException {
    part.close();
    listener.close();
    client.close();
    try (var files = Files.walk(state)) {
      files.sorted(Comparator.reverseOrder()).forEach(Served::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
