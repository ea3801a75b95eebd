package org.sallyport.encryption.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.consumer.WebKeyHash;
import org.sallyport.encryption.key.ConsumerKey;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.role.RunningServer;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Revocation;

class KeyDirectoryApiTest {
  @TempDir Path folder;

  private static Consumer ada(Domain domain) {
    return domain
        .store()
        .write(
            in ->
                domain
                    .consumers()
                    .admit(
                        in,
                        "test",
                        NewConsumer.of(Address.of("ada@example.com").orElseThrow(), "code")));
  }

  private static ConsumerKey key(Domain domain, Consumer consumer) {
    return ((Kept.Done) domain.keys().own().make("test", consumer)).key();
  }

  @Test
  void everybody_finds_the_key_of_somebody_who_has_enrolled() throws Exception {
    try (var server = RunningServer.open(folder)) {
      var key = key(server.domain(), ada(server.domain()));
      var paths =
          List.of(
              "/pks/lookup?op=get&search=ada@example.com",
              "/pks/lookup?op=get&search=0x" + key.fingerprint(),
              "/vks/v1/by-email/ada%40example.com",
              "/vks/v1/by-fingerprint/" + key.fingerprint(),
              "/vks/v1/by-keyid/" + key.fingerprint().keyId());

      for (var path : paths) {
        var answer = server.call("GET", path, "");

        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        var found = Certificate.read(answer.body().getBytes(UTF_8)).orThrow();
        assertThat(found.fingerprint()).isEqualTo(key.fingerprint());
        assertThat(found.userIds()).containsExactly("ada@example.com");
      }
      var hash = WebKeyHash.of("ada");
      assertThat(
              server
                  .call("GET", "/.well-known/openpgpkey/example.com/hu/" + hash + "?l=ada", "")
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void vks_refuses_what_is_no_name_of_a_key() throws Exception {
    try (var server = RunningServer.open(folder)) {
      for (var path : List.of("by-fingerprint/0xAB", "by-keyid/6c8857e0d8e8f074", "by-email/ada")) {
        assertThat(server.call("GET", "/vks/v1/" + path, "").statusCode()).as(path).isEqualTo(400);
      }
      assertThat(server.call("GET", "/vks/v1/by-email/eve@example.com", "").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void a_revoked_key_whose_certificate_does_not_say_so_is_given_to_nobody() throws Exception {
    try (var server = RunningServer.open(folder)) {
      var domain = server.domain();
      var ada = ada(domain);
      var key = key(domain, ada);
      // As if its client had made it: the server can then withdraw its word, and not revoke it.
      domain.store().write(in -> in.run("UPDATE keys SET mode = 'CKM'"));
      domain
          .keys()
          .own()
          .revoke(
              "test", ada, key.fingerprint(), new Revocation(Revocation.Reason.COMPROMISED, ""));
      var hash = WebKeyHash.of("ada");
      var paths =
          List.of(
              "/pks/lookup?op=get&search=ada@example.com",
              "/pks/lookup?op=index&search=ada@example.com",
              "/pks/lookup?op=get&search=0x" + key.fingerprint(),
              "/vks/v1/by-email/ada%40example.com",
              "/vks/v1/by-fingerprint/" + key.fingerprint(),
              "/vks/v1/by-keyid/" + key.fingerprint().keyId(),
              "/.well-known/openpgpkey/example.com/hu/" + hash + "?l=ada");

      for (var path : paths) {
        assertThat(server.call("GET", path, "").statusCode()).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void a_revoked_key_is_still_found_so_that_others_learn_that_it_is() throws Exception {
    try (var server = RunningServer.open(folder)) {
      var domain = server.domain();
      var ada = ada(domain);
      var key = key(domain, ada);
      var path = "/pks/lookup?op=index&options=mr&search=ada@example.com";
      assertThat(server.call("GET", path, "").body()).doesNotContain(":r\n");

      domain
          .keys()
          .own()
          .revoke(
              "test", ada, key.fingerprint(), new Revocation(Revocation.Reason.COMPROMISED, ""));

      assertThat(server.call("GET", path, "").body()).contains(":r\n");
    }
  }

  @Test
  void keys_of_somebody_who_may_not_use_the_server_are_not_found_by_address() throws Exception {
    try (var server = RunningServer.open(folder)) {
      var domain = server.domain();
      var ada = ada(domain);
      var key = key(domain, ada);
      domain
          .store()
          .write(in -> domain.consumers().state(in, "test", ada.id(), Consumer.State.DISABLED));

      assertThat(server.call("GET", "/vks/v1/by-email/ada@example.com", "").statusCode())
          .isEqualTo(404);
      assertThat(server.call("GET", "/vks/v1/by-fingerprint/" + key.fingerprint(), "").statusCode())
          .isEqualTo(200);
    }
  }
}
