package org.sallyport.encryption.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.directory.KeyDirectorySettings;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.key.KeyState;
import org.sallyport.encryption.key.KeyUpload;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.role.RunningServer;
import org.sallyport.encryption.role.TestClient;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.kernel.ByteSize;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Revocation;
import org.sallyport.web.route.Json;

class SubmissionTest {
  @TempDir Path folder;

  private static EncryptionSettings taking(EncryptionSettings was) {
    var directory =
        new KeyDirectorySettings(
            true,
            KeyDirectorySettings.Finding.EXACT,
            KeyDirectorySettings.Submissions.VERIFIED,
            0,
            1000,
            ByteSize.ofKibibytes(1024),
            Duration.ZERO);
    return TestDomain.with(was, Map.of("keyDirectory", directory));
  }

  private static Key key(String userId) {
    return Key.generate(
        new KeyRequest(
            KeyProfile.CURVE25519_V4,
            List.of(userId),
            Optional.of(Duration.ofDays(300)),
            Instant.now().minusSeconds(3600)));
  }

  /** A key that its client has made, as an administrator brings it. */
  private static Key known(RunningServer server) {
    var domain = server.domain();
    Consumer ada =
        domain
            .store()
            .write(
                in ->
                    domain
                        .consumers()
                        .admit(in, "test", NewConsumer.of(new Address("ada@example.com"), "code")));
    var key = key("ada@example.com");
    var upload =
        new KeyUpload(KeyMode.CKM, key.certificate().armored().getBytes(UTF_8), Optional.empty());
    assertThat(domain.keys().own().bring("test", ada, upload)).isInstanceOf(Kept.Done.class);
    return key;
  }

  private static String revoked(Key key) {
    return key.revoked(
            new Revocation(Revocation.Reason.COMPROMISED),
            Instant.now(),
            AlgorithmPolicy.standard())
        .orThrow()
        .certificate()
        .armored();
  }

  private static String form(String armored) {
    return "keytext=" + URLEncoder.encode(armored, UTF_8);
  }

  @Test
  void a_revocation_that_somebody_sends_is_known_from_then_on() throws Exception {
    try (var server = RunningServer.open(folder, SubmissionTest::taking)) {
      var key = known(server);

      var answer = server.call("POST", "/pks/add", form(revoked(key)));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(server.domain().keys().find(key.fingerprint()).orElseThrow().state())
          .isEqualTo(KeyState.REVOKED);
      server.call("POST", "/pks/add", form(key.certificate().armored()));
      assertThat(server.domain().keys().find(key.fingerprint()).orElseThrow().state())
          .as("nothing brings it back")
          .isEqualTo(KeyState.REVOKED);
    }
  }

  @Test
  void vks_says_how_addresses_stand() throws Exception {
    try (var server = RunningServer.open(folder, SubmissionTest::taking)) {
      var key = known(server);
      var body = Json.text(Map.of("keytext", key.certificate().armored()));

      var upload = server.call("POST", "/vks/v1/upload", body);
      var token = TestClient.json(upload).path("token").asString();
      var asked =
          Json.text(
              Map.of("token", token, "addresses", List.of("ada@example.com", "eve@example.com")));
      var verify = server.call("POST", "/vks/v1/request-verify", asked);

      assertThat(TestClient.json(upload).path("key_fpr").asString())
          .isEqualTo(key.fingerprint().hex());
      assertThat(TestClient.json(upload).path("status").path("ada@example.com").asString())
          .isEqualTo("published");
      assertThat(TestClient.json(verify).path("status").path("eve@example.com").asString())
          .isEqualTo("unpublished");
    }
  }

  @Test
  void nobody_becomes_known_by_sending_a_key() throws Exception {
    try (var server = RunningServer.open(folder, SubmissionTest::taking)) {
      var stranger = key("eve@example.com").certificate().armored();
      var json = Json.text(Map.of("keytext", stranger));

      assertThat(server.call("POST", "/pks/add", form(stranger)).statusCode()).isEqualTo(422);
      assertThat(server.call("POST", "/vks/v1/upload", json).statusCode()).isEqualTo(422);
      assertThat(server.call("POST", "/pks/add", "keytext=nonsense").statusCode()).isEqualTo(422);
      assertThat(server.call("GET", "/vks/v1/by-email/eve@example.com", "").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void nothing_is_taken_where_the_settings_do_not_say_so() throws Exception {
    try (var server = RunningServer.open(folder)) {
      var key = known(server);

      assertThat(server.call("POST", "/pks/add", form(revoked(key))).statusCode()).isEqualTo(403);
      assertThat(server.call("POST", "/vks/v1/upload", "{\"keytext\":\"x\"}").statusCode())
          .isEqualTo(403);
    }
  }
}
