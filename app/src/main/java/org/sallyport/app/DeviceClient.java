package org.sallyport.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.app.AuthorityClient.Answer;
import org.sallyport.app.AuthorityClient.Refusal;
import org.sallyport.kernel.SignedRequest;
import org.sallyport.web.route.Json;

/** Speaks to an authority as a device: every request is signed. One thread. */
final class DeviceClient implements AutoCloseable {
  private static final byte[] NONE = {};

  private final String base;
  private final String id;
  private final PrivateKey key;
  private final HttpClient http;

  /**
   * A client of the listener for devices.
   *
   * @throws IllegalArgumentException saying what is wrong with the URL or the file of trust
   */
  DeviceClient(String url, String id, PrivateKey key, Path trust) {
    this.base = Reachable.base(url);
    this.id = id;
    this.key = key;
    this.http =
        HttpClient.newBuilder()
            .sslContext(ClientTls.context(Optional.empty(), trust))
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  Answer enrol(Map<String, ?> body) throws InterruptedException {
    return send("POST", "/v1/devices", Json.bytes(body));
  }

  /** What waits, or nothing within the time. */
  Answer challenges(Duration wait) throws InterruptedException {
    return send("GET", path() + "?wait=" + wait.toSeconds() + "s", NONE);
  }

  Answer decide(String challenge, Map<String, ?> body) throws InterruptedException {
    return send("POST", path() + "/" + AuthorityClient.segment(challenge), Json.bytes(body));
  }

  private String path() {
    return "/v1/devices/" + id + "/challenges";
  }

  private Answer send(String method, String path, byte[] body) throws InterruptedException {
    var nonce = UUID.randomUUID().toString();
    var proof = SignedRequest.sign(key, id, Instant.now(), nonce, method, path, body);
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", proof)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    try {
      var response = http.send(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() / 100 == 2) {
        return new Answer.Given(Json.readLeniently(response.body(), Map.class));
      }
      var detail = Json.readLeniently(response.body(), Refusal.class).detail();
      return new Answer.Refused(
          response.statusCode(), detail == null ? "status " + response.statusCode() : detail);
    } catch (IOException broken) {
      return new Answer.Unreachable(Reachable.why(base, broken));
    } catch (IllegalArgumentException notJson) {
      return new Answer.Unreachable(base + " does not answer as an authority does");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
