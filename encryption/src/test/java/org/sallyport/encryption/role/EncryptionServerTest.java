package org.sallyport.encryption.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.TestDomain;

class EncryptionServerTest {
  @TempDir Path folder;

  @Test
  void a_locked_server_answers_nothing_but_that_it_is_locked() throws Exception {
    try (var server = RunningServer.locked(folder)) {
      for (var path : List.of("/v1/server", "/v1/health", "/openapi.json")) {
        var answer = server.call("GET", path, "");

        assertThat(answer.statusCode()).as(path).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(answer.body()).contains("urn:sallyport:problem:locked");
      }
      assertThat(server.server.admin().missing().getFirst()).contains("first ignition passphrase");
    }
  }

  @Test
  void an_unlocked_server_says_whose_it_is() throws Exception {
    try (var server = RunningServer.open(folder)) {
      var answer = server.call("GET", "/v1/server", "");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("Example Ltd", "BEGIN PGP PUBLIC KEY BLOCK");
      assertThat(server.call("GET", "/v1/health", "").statusCode()).isEqualTo(200);
      assertThat(server.server.admin().missing()).isEmpty();
    }
  }

  @Test
  void each_node_of_a_store_is_unlocked_by_itself() throws Exception {
    try (var one = RunningServer.open(folder);
        var other = RunningServer.locked(folder)) {
      assertThat(one.call("GET", "/v1/health", "").statusCode()).isEqualTo(200);
      assertThat(other.call("GET", "/v1/health", "").statusCode()).isEqualTo(503);
      assertThat(other.server.admin().missing().getFirst()).contains("unlock it");
    }
  }

  @Test
  void what_unlocks_at_the_start_stands_in_the_audit_trail() throws Exception {
    var right = Files.writeString(folder.resolve("right"), TestDomain.PASSPHRASE);
    var wrong = Files.writeString(folder.resolve("wrong"), "another passphrase of some length");
    for (var file : List.of(right, wrong)) {
      try (var server = RunningServer.started(folder, file)) {
        assertThat(server.domain().vault().isOpen()).isEqualTo(file.equals(right));
        var domain = server.domain();
        var entries =
            domain
                .store()
                .read(
                    in ->
                        domain.audit().entries(in, Optional.of("vault"), OptionalLong.empty(), 10));
        assertThat(entries.getFirst().actor()).isEqualTo("server, at its start");
        assertThat(entries.getFirst().action())
            .isEqualTo(file.equals(right) ? "vault-unlocked" : "vault-unlock-refused");
      }
    }
  }

  @Test
  void a_store_that_cannot_be_opened_is_named() {
    var settings = TestDomain.settings(folder, List.of());

    assertThat(EncryptionServer.open(settings, "test", Clock.systemUTC()))
        .isInstanceOfSatisfying(
            EncryptionServer.Opening.Refused.class,
            refused -> assertThat(refused.problems().getFirst()).startsWith("encryption.store: "));
  }
}
