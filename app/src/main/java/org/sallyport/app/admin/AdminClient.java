package org.sallyport.app.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Secrets;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Problem;

/**
 * Asks a running node. One thread; calls block: questions ten seconds at most, commands a minute.
 */
public final class AdminClient implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final Duration QUESTION_LIMIT = Duration.ofSeconds(10);

  /** A command may have to wait for a file to be read and listeners to be opened. */
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(1);

  private static final int UNAUTHORIZED = 401;

  private final AdminAddress address;
  private final HttpClient http;

  /** The members of a problem (RFC 9457) that people read. */
  record Refusal(@Nullable String detail, @Nullable List<String> problems) {}

  private AdminClient(AdminAddress address, HttpClient http) {
    this.address = address;
    this.http = http;
  }

  /**
   * A client of the node at that address; it connects when it is asked something.
   *
   * @throws IOException when the certificate cannot be read
   */
  public static AdminClient of(AdminAddress address) throws IOException {
    var http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_LIMIT);
    if (address.certificate().isPresent()) {
      http.sslContext(OneCertificate.context(address.certificate().get()));
    }
    return new AdminClient(address, http.build());
  }

  /** Asks for something; nothing changes. The token is shown where this user may read it. */
  public AdminAnswer get(String path) throws InterruptedException {
    var request = request(path, QUESTION_LIMIT).GET();
    if (Secrets.read(address.token()) instanceof Secrets.Found.Value(var token, _)) {
      try (token) {
        request.header("Authorization", "Bearer " + token.revealText());
      }
    }
    return send(request);
  }

  /**
   * Gives a command.
   *
   * @param body what is sent as JSON, or null
   */
  public AdminAnswer post(String path, @Nullable Record body) throws InterruptedException {
    var request = request(path, COMMAND_LIMIT);
    switch (Secrets.read(address.token())) {
      case Secrets.Found.Missing(String message) -> {
        return new AdminAnswer.Refused(
            "commands need the administrator's token, but " + message, List.of());
      }
      case Secrets.Found.Value(var token, _) -> {
        try (token) {
          request.header("Authorization", "Bearer " + token.revealText());
        }
      }
    }
    if (body == null) {
      request.POST(BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.POST(BodyPublishers.ofByteArray(Json.bytes(body)));
    }
    return send(request);
  }

  /**
   * Gives a command of any method.
   *
   * @param json what is sent; empty for nothing
   */
  public AdminAnswer command(String method, String path, byte[] json) throws InterruptedException {
    return switch (commanded(method, path, json)) {
      case Prepared.Request(var request) -> send(request);
      case Prepared.Not(var why) -> why;
    };
  }

  /** A command with the token, or why there is none. */
  private sealed interface Prepared {
    record Request(HttpRequest.Builder request) implements Prepared {}

    record Not(AdminAnswer why) implements Prepared {}
  }

  private Prepared commanded(String method, String path, byte[] json) {
    var request = request(path, COMMAND_LIMIT);
    switch (Secrets.read(address.token())) {
      case Secrets.Found.Missing(String message) -> {
        return new Prepared.Not(
            new AdminAnswer.Refused(
                "commands need the administrator's token, but " + message, List.of()));
      }
      case Secrets.Found.Value(var token, _) -> {
        try (token) {
          request.header("Authorization", "Bearer " + token.revealText());
        }
      }
    }
    if (json.length > 0) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method, json.length > 0 ? BodyPublishers.ofByteArray(json) : BodyPublishers.noBody());
    return new Prepared.Request(request);
  }

  /**
   * Gives a command that answers with a file.
   *
   * @param file is made, and holds the answer where the node gives one; it must not be there
   */
  public AdminAnswer download(String path, byte[] json, Path file) throws InterruptedException {
    return switch (commanded("POST", path, json)) {
      case Prepared.Request(var request) -> send(request, body -> written(body, file));
      case Prepared.Not(var why) -> why;
    };
  }

  private static AdminAnswer written(byte[] body, Path file) {
    try {
      Files.write(file, body, StandardOpenOption.CREATE_NEW);
      return new AdminAnswer.Given("");
    } catch (FileAlreadyExistsException there) {
      return new AdminAnswer.Refused(file + " is there already", List.of());
    } catch (IOException broken) {
      return new AdminAnswer.Refused(
          file + " cannot be written: " + broken.getMessage(), List.of());
    }
  }

  private HttpRequest.Builder request(String path, Duration limit) {
    return HttpRequest.newBuilder(URI.create(address.base() + path))
        .timeout(limit)
        .header("Accept", "application/json");
  }

  private AdminAnswer send(HttpRequest.Builder request) throws InterruptedException {
    return send(request, body -> new AdminAnswer.Given(new String(body, UTF_8)));
  }

  private AdminAnswer send(HttpRequest.Builder request, Function<byte[], AdminAnswer> given)
      throws InterruptedException {
    try {
      return answer(http.send(request.build(), BodyHandlers.ofByteArray()), given);
    } catch (ConnectException nobody) {
      return new AdminAnswer.Unreachable("nobody answers at " + address.base());
    } catch (HttpConnectTimeoutException silent) {
      return new AdminAnswer.Unreachable("no connection with " + address.base() + " in time");
    } catch (HttpTimeoutException slow) {
      return new AdminAnswer.Unreachable(address.base() + " did not answer in time");
    } catch (SSLException untrusted) {
      return new AdminAnswer.Unreachable(
          "TLS with " + address.base() + " failed: " + untrusted.getMessage());
    } catch (IOException broken) {
      return new AdminAnswer.Unreachable(
          address.base() + " does not answer as a node does: " + broken.getMessage());
    }
  }

  private AdminAnswer answer(HttpResponse<byte[]> response, Function<byte[], AdminAnswer> given) {
    if (response.statusCode() / 100 == 2) {
      return given.apply(response.body());
    }
    if (!response.headers().firstValue("Content-Type").orElse("").startsWith(Problem.MEDIA_TYPE)) {
      return new AdminAnswer.Unreachable(
          address.base()
              + " answers with status "
              + response.statusCode()
              + ", not as a node does");
    }
    return refused(response);
  }

  private AdminAnswer refused(HttpResponse<byte[]> response) {
    if (response.statusCode() == UNAUTHORIZED) {
      return new AdminAnswer.Refused(
          "the token in " + address.token() + " is not the node's; name its file with --node",
          List.of());
    }
    try {
      var refusal = Json.readLeniently(response.body(), Refusal.class);
      return new AdminAnswer.Refused(
          refusal.detail() == null ? "status " + response.statusCode() : refusal.detail(),
          refusal.problems() == null ? List.of() : refusal.problems());
    } catch (IllegalArgumentException garbled) {
      return new AdminAnswer.Unreachable(
          address.base() + " answers what is not understood: " + garbled.getMessage());
    }
  }

  /** Reads what was given. */
  public static <T extends Record> T read(String json, Class<T> type) {
    return Json.readLeniently(json.getBytes(UTF_8), type);
  }

  @Override
  public void close() {
    http.close();
  }
}
