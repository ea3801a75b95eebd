package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.it.Command.openssl;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.pki.PemFiles;
import org.sallyport.testkit.RawClient;
import org.sallyport.testkit.TestPki;
import org.sallyport.testkit.TestPki.PemPair;

/** Certificates that are renewed while clients shake hands. */
final class CertificateReloadIT {
  private static final TestPki PKI = TestPki.shared();
  private static final String NAME = "portal.example.com";

  @TempDir private Path folder;

  private static String sections(PemPair pair, Nginx nginx) {
    return """
    services:
      portal.example.com:
        listen: 127.0.0.1:0
        protocol: http
        tls: terminate
        certificates: [{ chain: %s, key: "file:%s" }]
        pool: web
    pools:
      web: { kind: stateless, members: { %s } }
    """
        .formatted(pair.chain(), pair.key(), nginx.member());
  }

  @Test
  void no_handshake_fails_while_certificates_are_renewed_and_openssl_sees_the_new_one()
      throws Exception {
    var pair = TestPki.write(folder, "own", PKI.server(NAME));
    var tls = PKI.clientContext();
    try (var nginx = Nginx.start(folder, "a")) {
      var sections = sections(pair, nginx);
      try (var director = LocalDirector.start(folder, sections)) {
        int port = director.port(NAME);
        try (var load =
            Load.connecting(4, () -> RawClient.connectTls(Load.loopback(port), tls, NAME))) {
          for (int round = 0; round < 5; round++) {
            load.awaitAnswers("a", 20);
            var renewed = PKI.server(NAME);
            TestPki.write(folder, "own", renewed);
            director.reload(sections);
            assertThat(director.port(NAME)).isEqualTo(port);
            assertThat(serial(port))
                .isEqualTo(renewed.certificate().getSerialNumber().toString(16));
          }
          load.stop();
          assertThat(load.failures()).isEmpty();
        }
      }
    }
  }

  @Test
  void a_key_that_does_not_fit_is_refused_and_the_former_certificate_stays() throws Exception {
    var first = PKI.server(NAME);
    var pair = TestPki.write(folder, "own", first);
    try (var nginx = Nginx.start(folder, "a")) {
      var sections = sections(pair, nginx);
      try (var director = LocalDirector.start(folder, sections)) {
        PemFiles.writeKey(pair.key(), PKI.server(NAME).key());
        assertThat(director.tryReload(sections)).singleElement().asString().contains("key");
        assertThat(serial(director.port(NAME)))
            .isEqualTo(first.certificate().getSerialNumber().toString(16));
      }
    }
  }

  /** The serial number of the certificate that openssl is shown, in hexadecimal. */
  private static String serial(int port) throws Exception {
    var shown =
        openssl("", "s_client", "-connect", "127.0.0.1:" + port, "-servername", NAME)
            .expectSuccess();
    var text = openssl(shown, "x509", "-noout", "-serial").expectSuccess().strip();
    return text.substring("serial=".length()).toLowerCase(Locale.ROOT).replaceFirst("^0+", "");
  }
}
