package org.sallyport.authority.role;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.sallyport.kernel.DeviceKeys;
import org.sallyport.kernel.SignedRequest;
import tools.jackson.databind.json.JsonMapper;

/** A phone. */
final class TestDevice implements AutoCloseable {
  private final RunningAuthority running;
  private final KeyPair keys;
  private String id = SignedRequest.NEW;

  TestDevice(RunningAuthority running) throws Exception {
    this.running = running;
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  String id() {
    return id;
  }

  String publicKey() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(DeviceKeys.write((EdECPublicKey) keys.getPublic()));
  }

  /** The header that proves a request. */
  String proof(String method, String path, String body, Instant time, String nonce) {
    return SignedRequest.sign(
        keys.getPrivate(), id, time, nonce, method, path, body.getBytes(UTF_8));
  }

  HttpResponse<String> ask(String method, String path, String body) throws Exception {
    var proof = proof(method, path, body, Instant.now(), UUID.randomUUID().toString());
    return send(method, path, body, proof);
  }

  HttpResponse<String> send(String method, String path, String body, String proof)
      throws Exception {
    int port = running.authority.devicePort().orElseThrow();
    var request =
        running
            .request(port, path)
            .header("Content-Type", "application/json")
            .header("Authorization", proof)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return running.device().send(request.build(), BodyHandlers.ofString());
  }

  String enrolment(String activation) {
    return "{\"activation\":\"%s\",\"publicKey\":\"%s\",\"name\":\"phone\"}"
        .formatted(activation, publicKey());
  }

  void enrol(String activation) throws Exception {
    var answer = ask("POST", "/v1/devices", enrolment(activation));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    id = JsonMapper.shared().readTree(answer.body()).path("device").asString();
  }

  String challenges() {
    return "/v1/devices/" + id + "/challenges";
  }

  /** Approves the oldest challenge; the answer's body. */
  String approve(String number) throws Exception {
    return decide("{\"decision\":\"approve\",\"number\":\"" + number + "\"}");
  }

  /** Decides about the oldest challenge; the answer's body. */
  String decide(String body) throws Exception {
    var pending = ask("GET", challenges() + "?wait=20s", "");
    var challenge =
        JsonMapper.shared().readTree(pending.body()).path("challenges").get(0).path("id");
    return ask("POST", challenges() + "/" + challenge.asString(), body).body();
  }

  @Override
  public void close() {
    id = SignedRequest.NEW;
  }
}
