package org.sallyport.encryption.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.policy.KeySettings;
import org.sallyport.encryption.policy.Policies;
import org.sallyport.encryption.policy.PolicyContent;
import org.sallyport.encryption.role.RunningServer;
import org.sallyport.encryption.role.TestClient;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Revocation;
import org.sallyport.web.route.Json;

class OwnKeysApiTest {
  private static final String OWN = "/v1/keys/own";

  @TempDir Path folder;
  private RunningServer server;
  private TestClient client;

  @BeforeEach
  void open() throws Exception {
    server = RunningServer.open(folder);
    client = TestClient.of(server, "ada@example.com");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void policyOf(KeyMode mode) {
    var keys = KeySettings.STANDARD;
    var domain = server.domain();
    domain
        .store()
        .write(
            in ->
                domain
                    .policies()
                    .edit(
                        in,
                        "test",
                        Policies.DEFAULT,
                        Optional.empty(),
                        new PolicyContent(
                            new KeySettings(
                                mode,
                                keys.profile(),
                                keys.validity(),
                                keys.renewBefore(),
                                List.of()),
                            PolicyContent.STANDARD.client(),
                            Map.of()),
                        ""));
  }

  private HttpResponse<String> post(String path, Map<String, String> body) throws Exception {
    return client.ask(server, "POST", path, Json.text(body));
  }

  private static Key made() {
    return Key.generate(
        new KeyRequest(
            KeyProfile.CURVE25519_V4, List.of("ada@example.com"), Optional.empty(), Instant.now()));
  }

  @Test
  void a_client_gets_the_key_that_the_server_makes() throws Exception {
    var made = post(OWN, Map.of("mode", "SKM"));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(post(OWN, Map.of("mode", "SKM")).statusCode()).isEqualTo(200);

    var keys = TestClient.json(client.ask(server, "GET", OWN, "")).path("keys");
    assertThat(keys.size()).isEqualTo(1);
    var key = keys.get(0);
    assertThat(key.path("state").asString()).isEqualTo("active");
    assertThat(key.path("mode").asString()).isEqualTo("SKM");
    assertThat(key.path("expires").asString()).endsWith("Z");
    var secret = Key.read(key.path("secret").asString().getBytes(UTF_8)).orThrow();
    assertThat(secret.isLocked()).isFalse();
    assertThat(secret.fingerprint().hex()).isEqualTo(key.path("fingerprint").asString());
  }

  @Test
  void a_client_hands_in_its_own_and_revokes_it() throws Exception {
    policyOf(KeyMode.CKM);
    var key = made();
    var kept = post(OWN, Map.of("mode", "CKM", "certificate", key.certificate().armored()));
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
    assertThat(TestClient.json(kept).has("secret")).isFalse();

    var path = OWN + "/" + key.fingerprint() + "/revocation";
    assertThat(TestClient.problem(post(path, Map.of()))).isEqualTo("422 key");
    var revoked =
        key.revoked(
                new Revocation(Revocation.Reason.RETIRED),
                Instant.now(),
                AlgorithmPolicy.standard())
            .orThrow();
    var answer = post(path, Map.of("certificate", revoked.certificate().armored()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(TestClient.json(answer).path("state").asString()).isEqualTo("revoked");
  }

  @Test
  void the_server_revokes_what_it_has_made() throws Exception {
    var made = TestClient.json(post(OWN, Map.of("mode", "SKM")));
    var path = OWN + "/" + made.path("fingerprint").asString() + "/revocation";
    var answer = post(path, Map.of("reason", "compromised", "comment", "laptop stolen"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(TestClient.json(answer).path("state").asString()).isEqualTo("revoked");
    assertThat(post(OWN, Map.of("mode", "SKM")).statusCode()).isEqualTo(201);
    assertThat(
            TestClient.problem(
                post(OWN + "/0123456789ABCDEF0123456789ABCDEF01234567/revocation", Map.of())))
        .isEqualTo("404 unknown-key");
    assertThat(TestClient.problem(post(OWN + "/nonsense/revocation", Map.of())))
        .isEqualTo("404 unknown-key");
  }

  @Test
  void what_does_not_fit_is_told() throws Exception {
    assertThat(
            TestClient.problem(
                post(OWN, Map.of("mode", "CKM", "certificate", made().certificate().armored()))))
        .isEqualTo("409 mode");
    policyOf(KeyMode.CKM);
    assertThat(TestClient.problem(post(OWN, Map.of("mode", "SKM")))).isEqualTo("409 mode");
    assertThat(TestClient.problem(post(OWN, Map.of("mode", "CKM", "certificate", "x"))))
        .isEqualTo("422 key");
    assertThat(post(OWN, Map.of("mode", "CKM")).statusCode()).isEqualTo(400);
    assertThat(post(OWN, Map.of("mode", "XKM")).statusCode()).isEqualTo(400);
    assertThat(post(OWN, Map.of("mode", "SKM", "more", "x")).statusCode()).isEqualTo(400);
  }

  @Test
  void nobody_else_gets_them() throws Exception {
    post(OWN, Map.of("mode", "SKM"));
    var bob = TestClient.of(server, "bob@example.com");

    assertThat(TestClient.json(bob.ask(server, "GET", OWN, "")).path("keys").size()).isZero();
    assertThat(TestClient.problem(server.call("GET", OWN, ""))).isEqualTo("401 session");
  }
}
