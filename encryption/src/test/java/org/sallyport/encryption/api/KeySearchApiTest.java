package org.sallyport.encryption.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.key.ConsumerKey;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.key.KeyUpload;
import org.sallyport.encryption.key.TrustLevel;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.role.RunningServer;
import org.sallyport.encryption.role.TestClient;
import org.sallyport.encryption.search.RemoteKeysSettings;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Revocation;
import org.sallyport.testkit.TestPki;

class KeySearchApiTest {
  @TempDir Path folder;

  private static ConsumerKey key(RunningServer server, String address) {
    var domain = server.domain();
    var consumer =
        domain
            .store()
            .write(
                in ->
                    domain
                        .consumers()
                        .admit(in, "test", NewConsumer.of(new Address(address), "code")));
    return ((Kept.Done) domain.keys().own().make("test", consumer)).key();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  /** Another organisation that searches with {@code source}. */
  private RunningServer other(String source) throws IOException {
    var trust = TestPki.shared().writeTrust(folder);
    return RunningServer.open(folder("other"), settings -> searching(settings, source, trust));
  }

  private static EncryptionSettings searching(EncryptionSettings was, String source, Path trust) {
    var remote =
        new RemoteKeysSettings(
            List.of(source),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofDays(1),
            Duration.ofMinutes(15),
            Duration.ofDays(7),
            Duration.ofMinutes(1),
            Optional.of(trust),
            true);
    return TestDomain.with(
        was, Map.of("domains", List.of("other.test"), "remoteKeys", Optional.of(remote)));
  }

  @Test
  void a_client_finds_keys_of_its_own_people_and_nobody_else_without_a_session() throws Exception {
    try (var server = RunningServer.open(folder)) {
      var ada = key(server, "ada@example.com");
      var client = TestClient.of(server, "bob@example.com");

      var found = client.ask(server, "GET", "/v1/keys?address=Ada@Example.com", "");
      var view = TestClient.json(found).path("keys").path(0);

      assertThat(view.path("fingerprint").asString()).isEqualTo(ada.fingerprint().hex());
      assertThat(view.path("source").asString()).isEqualTo("internal");
      assertThat(view.path("trust").asString()).isEqualTo("organisation");
      assertThat(server.call("GET", "/v1/keys?address=ada@example.com", "").statusCode())
          .isEqualTo(401);
      assertThat(client.ask(server, "GET", "/v1/keys?address=nobody", "").statusCode())
          .isEqualTo(400);
      assertThat(client.ask(server, "GET", "/v1/keys?address=eve@example.com", "").body())
          .isEqualTo("{\"keys\":[]}");
      assertThat(client.ask(server, "GET", "/v1/keys?address=eve@else.test", "").body())
          .isEqualTo("{\"keys\":[]}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hkp", "vks"})
  void a_client_finds_the_keys_of_another_organisation(String protocol) throws Exception {
    try (var server = RunningServer.open(folder("one"))) {
      var ada = key(server, "ada@example.com");
      var scheme = protocol.equals("hkp") ? "hkps" : "vks";
      try (var other = other(scheme + "://localhost:" + server.server.port())) {
        var client = TestClient.of(other, "bob@other.test");

        var found = client.ask(other, "GET", "/v1/keys?address=ada@example.com", "");
        var again = client.ask(other, "GET", "/v1/keys?address=ada@example.com", "");

        var view = TestClient.json(found).path("keys").path(0);
        assertThat(view.path("fingerprint").asString()).isEqualTo(ada.fingerprint().hex());
        assertThat(view.path("source").asString()).isEqualTo(protocol);
        assertThat(view.path("trust").asString()).isEqualTo("found");
        assertThat(again.body()).as("remembered").isEqualTo(found.body());
      }
    }
  }

  @Test
  void a_refused_key_stays_refused_under_another_address() throws Exception {
    try (var server = RunningServer.open(folder("one"))) {
      var ada = key(server, "ada@example.com");
      try (var other = other("hkps://localhost:" + server.server.port())) {
        var client = TestClient.of(other, "bob@other.test");
        var domain = other.domain();
        var bytes = ada.armored().getBytes(StandardCharsets.UTF_8);
        domain.keys().trusted().trust("test", bytes, TrustLevel.REFUSED, "stolen");
        // As if it had been refused while it had no address, or another one.
        domain.store().write(in -> in.run("DELETE FROM trusted_addresses"));

        var found = client.ask(other, "GET", "/v1/keys?address=ada@example.com", "");

        assertThat(found.body()).isEqualTo("{\"keys\":[]}");
      }
    }
  }

  @Test
  void a_key_that_was_revoked_here_is_not_given_out_because_others_have_it() throws Exception {
    try (var server = RunningServer.open(folder("one"))) {
      var ada = key(server, "ada@example.com");
      try (var other = other("hkps://localhost:" + server.server.port())) {
        var client = TestClient.of(other, "bob@other.test");
        var own = other.domain().keys().own();
        var who =
            other
                .domain()
                .store()
                .write(
                    in ->
                        other
                            .domain()
                            .consumers()
                            .admit(
                                in,
                                "test",
                                NewConsumer.of(new Address("ada@example.com"), "code")));
        var bytes = ada.armored().getBytes(StandardCharsets.UTF_8);
        own.bring("test", who, new KeyUpload(KeyMode.CKM, bytes, Optional.empty()));
        own.revoke("test", who, ada.fingerprint(), new Revocation(Revocation.Reason.COMPROMISED));

        var found = client.ask(other, "GET", "/v1/keys?address=ada@example.com", "");

        assertThat(found.body()).isEqualTo("{\"keys\":[]}");
      }
    }
  }

  @Test
  void a_key_that_an_administrator_trusts_comes_before_any_search() throws Exception {
    try (var server = RunningServer.open(folder)) {
      var eve =
          Key.generate(
                  new KeyRequest(
                      KeyProfile.CURVE25519_V4,
                      List.of("eve@else.test"),
                      Optional.empty(),
                      Instant.now().minusSeconds(60)))
              .certificate();
      var trusted = server.domain().keys().trusted();
      var bytes = eve.armored().getBytes(StandardCharsets.UTF_8);
      trusted.trust("test", bytes, TrustLevel.TRUSTED, "by telephone");
      var client = TestClient.of(server, "bob@example.com");

      var found = client.ask(server, "GET", "/v1/keys?address=eve@else.test", "");
      trusted.trust("test", bytes, TrustLevel.REFUSED, "stolen");
      var refused = client.ask(server, "GET", "/v1/keys?address=eve@else.test", "");

      var view = TestClient.json(found).path("keys").path(0);
      assertThat(view.path("fingerprint").asString()).isEqualTo(eve.fingerprint().hex());
      assertThat(view.path("trust").asString()).isEqualTo("trusted");
      assertThat(refused.body()).isEqualTo("{\"keys\":[]}");
    }
  }
}
