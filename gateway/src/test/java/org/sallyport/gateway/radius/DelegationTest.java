package org.sallyport.gateway.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.identity.Identified;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;

/** Passwords that another RADIUS server checks; here another gateway is that server. */
final class DelegationTest {
  private static final Secret SECRET = Secret.ofText(TestGateway.SECRET);

  private final FakeDirectory directory = new FakeDirectory();
  @TempDir private Path folder;

  private TestGateway passwords() {
    return TestGateway.start(
        folder,
        directory,
        new FakeAuthority(),
        """
        mode: password
        stores: [corp]
        clients: { gateway: { address: 127.0.0.1, secret: file:secret } }
        reply: [{ attribute: Filter-Id, from: department }]
        """);
  }

  private static PasswordServer server(String name, TestGateway gateway, Secret secret) {
    var address = gateway.servers.authentication("vpn").orElseThrow();
    return new PasswordServer(name, new HostPort("127.0.0.1", address.getPort()), secret);
  }

  private static DelegatedPasswords ask(PasswordServer... servers) {
    return new DelegatedPasswords(List.of(servers), Duration.ofSeconds(5), 1);
  }

  @Test
  void the_other_servers_word_counts_and_its_attributes_are_kept() {
    try (var nps = passwords()) {
      var delegated = ask(server("nps1", nps, SECRET));

      assertThat(delegated.check("ann", Secret.ofText("sesame")))
          .isInstanceOfSatisfying(
              Identified.Accepted.class,
              accepted -> {
                assertThat(accepted.person().store()).isEqualTo("nps1");
                assertThat(accepted.person().attributes().get("filter-id"))
                    .containsExactly("lab", "library");
              });
      assertThat(delegated.check("ann", Secret.ofText("simsim")))
          .isEqualTo(new Identified.Refused("refused by nps1"));
    }
  }

  @Test
  void what_it_said_with_the_password_is_in_the_reply_after_a_challenge() throws Exception {
    try (var nps = passwords();
        var gateway =
            TestGateway.start(
                Files.createDirectories(folder.resolve("gateway")),
                directory,
                new FakeAuthority(),
                """
                mode: password-then-code
                delegate: { servers: { nps1: { address: '127.0.0.1:%d', secret: file:secret } } }
                clients: { vpn1: { address: 127.0.0.1, secret: file:secret } }
                reply: [{ attribute: Filter-Id, from: Filter-Id }]
                """
                    .formatted(nps.servers.authentication("vpn").orElseThrow().getPort()));
        var client = gateway.client()) {
      var state = TestClient.state(client.login("ann", "sesame"));
      var accept = client.login("ann", "123456", state);

      assertThat(accept.code()).isEqualTo(Code.ACCESS_ACCEPT);
      assertThat(accept.attributes().stream().filter(a -> a.is(AttributeType.FILTER_ID)))
          .extracting(Attribute::text)
          .containsExactly("lab", "library");
    }
  }

  @Test
  void a_refusal_is_not_taken_to_the_next_server() {
    try (var nps1 = passwords();
        var nps2 = passwords()) {
      ask(server("nps1", nps1, SECRET), server("nps2", nps2, SECRET))
          .check("ann", Secret.ofText("simsim"));

      assertThat(directory.binds).hasValue(1);
    }
  }

  @Test
  void the_next_server_is_asked_where_one_is_silent_and_the_silent_one_last_from_then_on() {
    try (var nps = passwords()) {
      var dead = new PasswordServer("dead", new HostPort("127.0.0.1", 9), SECRET);
      var delegated = ask(dead, server("nps2", nps, SECRET));

      assertThat(delegated.check("ann", Secret.ofText("sesame")))
          .isInstanceOf(Identified.Accepted.class);
      assertThat(delegated.available()).isTrue();
    }
  }

  @Test
  void an_answer_under_another_secret_is_no_answer() {
    try (var nps = passwords()) {
      var stranger = server("nps1", nps, Secret.ofText("another secret of 24 chrs"));
      var delegated = new DelegatedPasswords(List.of(stranger), Duration.ofMillis(200), 1);

      assertThat(delegated.check("ann", Secret.ofText("sesame")))
          .isInstanceOf(Identified.Unavailable.class);
      assertThat(delegated.available()).isFalse();
    }
  }

  @Test
  void an_empty_password_is_asked_of_nobody() {
    try (var nps = passwords()) {
      assertThat(ask(server("nps1", nps, SECRET)).check("ann", Secret.ofText("")))
          .isEqualTo(new Identified.Refused("empty password"));
      assertThat(directory.binds).hasValue(0);
    }
  }
}
