package org.sallyport.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.TestPki;
import org.sallyport.web.admin.ReloadOutcome;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacketDecoder;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.RadiusPacketResult;

class GatewayRoleTest {
  private static final String SECRET = "a secret of 24 characters";

  @TempDir private Path folder;

  @BeforeEach
  void files() throws Exception {
    Files.writeString(folder.resolve("cluster.key"), "0123456789abcdef0123456789abcdef");
    Files.writeString(folder.resolve("vpn1.secret"), SECRET);
    Files.writeString(folder.resolve("short.secret"), "short");
  }

  private Path file(String more) throws Exception {
    return Files.writeString(
        folder.resolve("node.yaml"),
        """
        node: gateway1
        admin: { listen: 127.0.0.1:0 }
        gateway:
          cluster-key: file:cluster.key
          servers:
            vpn:
              listen: 127.0.0.1:0
              mode: code
              clients:
                vpn1: { address: 127.0.0.1, secret: file:vpn1.secret }
                old:
                  address: 127.0.0.9
                  secret: file:short.secret
                  require-message-authenticator: no
        """
            + more.indent(2));
  }

  /** An authority where nobody listens. */
  private String authority() throws Exception {
    var pki = TestPki.shared();
    var own = TestPki.write(folder, "gateway1", pki.client("gateway1"));
    return """
    authority:
      addresses: ['127.0.0.1:9']
      trust: %s
      certificate: { chain: %s, key: 'file:%s' }
    """
        .formatted(pki.writeTrust(folder), own.chain(), own.key());
  }

  private static Node started(Path file) {
    return switch (Node.start(file, "0")) {
      case Node.Starting.Running(Node node) -> node;
      case Node.Starting.Refused(String report) -> throw new AssertionError(report);
    };
  }

  private static HttpResponse<String> get(Node node, String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create(node.dashboard() + path);
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  /** Whether Status-Server is answered. */
  private static boolean answers(Node node) throws Exception {
    var address = node.role(GatewayRole.class).gateway().authentication("vpn").orElseThrow();
    var request =
        RadiusPacketEncoder.request(
            Code.STATUS_SERVER, 1, new byte[16], List.of(), Secret.ofText(SECRET));
    return exchange(address, request.toBytes());
  }

  private static boolean exchange(InetSocketAddress address, byte[] octets) throws Exception {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(20_000);
      socket.send(new DatagramPacket(octets, octets.length, address));
      var reply = new DatagramPacket(new byte[4096], 4096);
      socket.receive(reply);
      return RadiusPacketDecoder.decode(reply.getData(), 0, reply.getLength())
              instanceof RadiusPacketResult.Decoded(var packet)
          && packet.code() == Code.ACCESS_ACCEPT;
    }
  }

  @Test
  void a_gateway_is_shown_with_its_exemptions_and_what_it_lacks() throws Exception {
    try (var node = started(file(authority()))) {
      var page = get(node, "gateway").body();

      assertThat(page)
          .contains("vpn1", "127.0.0.9/32", "Exempt from Message-Authenticator")
          .contains("Secret under 16 characters", "127.0.0.1:9", "No login has been decided yet.")
          .doesNotContain(SECRET);
      assertThat(get(node, "api/v1/gateway/status").body())
          .contains("\"name\":\"vpn\"", "\"exempt\":true");
      assertThat(get(node, "api/v1/gateway/continuity").statusCode()).isEqualTo(200);
      assertThat(get(node, "metrics").body())
          .contains("sallyport_gateway_requests_in_hand")
          .contains("sallyport_gateway_authority_up{address=\"127.0.0.1:9\"}")
          .contains("sallyport_gateway_continuity{state=\"normal\"}");
    }
  }

  @Test
  void what_cannot_be_served_starts_nothing() throws Exception {
    Files.delete(folder.resolve("vpn1.secret"));
    Files.writeString(folder.resolve("cluster.key"), "too short to be a key");
    var file = file(authority());

    assertThat(Node.start(file, "0"))
        .isInstanceOfSatisfying(
            Node.Starting.Refused.class,
            refused -> assertThat(refused.report()).contains("gateway.cluster-key: 21 characters"));

    Files.writeString(folder.resolve("cluster.key"), "0123456789abcdef0123456789abcdef");
    assertThat(Node.start(file, "0"))
        .isInstanceOfSatisfying(
            Node.Starting.Refused.class,
            refused ->
                assertThat(refused.report())
                    .contains("gateway.servers.vpn.clients.vpn1.secret: there is no file"));
  }

  @Test
  void a_reload_takes_a_new_mode_and_keeps_the_port() throws Exception {
    var file = file(authority());
    try (var node = started(file)) {
      var gateway = node.role(GatewayRole.class).gateway();
      var before = gateway.authentication("vpn");
      Files.writeString(
          file,
          Files.readString(file)
                  .replace("mode: code", "mode: password")
                  .replace("    vpn:\n", "    vpn:\n      stores: [corp]\n")
              + """
                user-stores:
                  corp:
                    connections: [{ url: 'ldap://127.0.0.1:9' }]
                    base-dn: dc=example,dc=com
              """
                  .indent(0));

      assertThat(node.reload("test"))
          .isInstanceOfSatisfying(
              ReloadOutcome.Accepted.class,
              accepted ->
                  assertThat(accepted.changes())
                      .contains("~ gateway.servers.vpn.mode: code -> password"));
      assertThat(gateway.authentication("vpn")).isEqualTo(before);
      assertThat(gateway.view().stores()).hasSize(1);

      Files.writeString(file, Files.readString(file).replace("vpn1.secret", "nowhere"));
      assertThat(node.reload("test")).isInstanceOf(ReloadOutcome.Rejected.class);
    }
  }

  @Test
  void a_server_that_checks_no_code_answers_without_an_authority() throws Exception {
    var file = file("");
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "mode: code",
                "mode: password\n      delegate: { servers: { nps: { address: '127.0.0.1:9',"
                    + " secret: file:vpn1.secret } } }"));
    try (var node = started(file)) {
      assertThat(answers(node)).isTrue();
      assertThat(get(node, "ready").statusCode()).isEqualTo(200);
    }
  }
}
