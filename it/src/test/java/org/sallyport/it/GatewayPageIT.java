package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.app.node.GatewayRole;
import org.sallyport.app.node.Node;
import org.sallyport.testkit.TestPki;

/** The status page of a gateway in Chromium: wide and narrow, with scripts and without. */
final class GatewayPageIT {
  private static final String SECRET = "what the vpn and its gateways share";

  @TempDir private Path folder;

  private Node node() throws Exception {
    Files.writeString(folder.resolve("cluster.key"), "0123456789abcdef0123456789abcdef");
    Files.writeString(folder.resolve("vpn.secret"), SECRET);
    var own = TestPki.write(folder, "gateway1", TestPki.shared().client("gateway1"));
    var file = folder.resolve("node.yaml");
    Files.writeString(
        file,
        """
        node: gateway1
        admin: { listen: 127.0.0.1:0 }
        gateway:
          cluster-key: file:cluster.key
          servers:
            headquarters-vpn:
              listen: 127.0.0.1:0
              mode: password-then-code
              stores: [corporate-directory]
              clients:
                vpn1: { address: 127.0.0.1, secret: file:vpn.secret, continuity: first-factor }
                an-old-concentrator-in-the-cellar:
                  address: [10.200.0.0/16, 'fd00:1234:5678:9abc::/64']
                  secret: file:vpn.secret
                  require-message-authenticator: no
          user-stores:
            corporate-directory:
              connections: [{ url: 'ldap://127.0.0.1:9' }]
              base-dn: dc=example,dc=com
          authority:
            addresses: ['127.0.0.1:9']
            trust: %s
            certificate: { chain: %s, key: 'file:%s' }
        """
            .formatted(TestPki.shared().writeTrust(folder), own.chain(), own.key()));
    return switch (Node.start(file, "0")) {
      case Node.Starting.Running(var node) -> node;
      case Node.Starting.Refused(var report) -> throw new AssertionError(report);
    };
  }

  @ParameterizedTest
  @CsvSource({"1440, true", "390, true", "390, false"})
  void it_fits_the_window_and_shows_exemptions_what_is_down_and_decisions(
      int width, boolean scripts) throws Exception {
    try (var node = node();
        var browser = Browser.start(folder, width, scripts)) {
      var gateway = node.role(GatewayRole.class).gateway();
      var port = gateway.authentication("headquarters-vpn").orElseThrow().getPort();
      Radclient.to(port, folder, SECRET).patience(2, 1).login("ann@example.com", "sesame");

      browser.open(node.dashboard() + "gateway");

      assertThat(browser.find("main").getText())
          .contains("headquarters-vpn", "Exempt from Message-Authenticator", "10.200.0.0/16")
          .contains("corporate-directory", "Down", "127.0.0.1:9")
          .contains("ann@example.com", "Silence");
      assertThat(browser.overflow()).as("overflow at %d", width).isZero();
    }
  }
}
