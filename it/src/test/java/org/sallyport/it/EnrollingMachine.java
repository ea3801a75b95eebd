package org.sallyport.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.sallyport.kernel.DeviceKeys;
import org.sallyport.kernel.Ids;
import org.sallyport.kernel.SignedRequest;
import org.sallyport.testkit.TestPki;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A machine that enrols, and sends back every cookie that it was ever given. */
final class EnrollingMachine implements AutoCloseable {
  private final KeyPair keys;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http =
      HttpClient.newBuilder()
          .sslContext(TestPki.shared().clientContext())
          .cookieHandler(cookies)
          .build();
  final String path = "/v1/enrolments/" + Ids.next('e');

  EnrollingMachine() throws Exception {
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  /** The body that begins an enrolment; {@code means} are members as JSON. */
  String body(String means) {
    var octets = DeviceKeys.write((EdECPublicKey) keys.getPublic());
    var key = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    return "{" + means + ",\"publicKey\":\"" + key + "\",\"device\":\"laptop of Ada\"}";
  }

  /** Asks with its signature under an id. */
  HttpResponse<String> signed(int port, String id, String method, String path, String body)
      throws Exception {
    var bytes = body.getBytes(UTF_8);
    var nonce = Ids.next('n');
    var proof =
        SignedRequest.sign(keys.getPrivate(), id, Instant.now(), nonce, method, path, bytes);
    return send(port, method, path, body, proof);
  }

  /** Asks with a session. */
  HttpResponse<String> ask(int port, String token, String method, String path, String body)
      throws Exception {
    return send(port, method, path, body, "Bearer " + token);
  }

  private HttpResponse<String> send(
      int port, String method, String path, String body, String authorization) throws Exception {
    var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    var request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("Authorization", authorization)
            .method(method, publisher)
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** How many cookies it was given. */
  int cookies() {
    return cookies.getCookieStore().getCookies().size();
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
