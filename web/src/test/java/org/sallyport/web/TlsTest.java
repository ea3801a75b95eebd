package org.sallyport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.kernel.Secret;
import org.sallyport.pki.Authority;
import org.sallyport.pki.KeyKind;
import org.sallyport.pki.PemFiles;
import org.sallyport.pki.Request;

class TlsTest {
  private final Authority authority =
      Authority.root("test root", Clock.systemUTC(), Duration.ofDays(1));
  @TempDir private Path folder;

  /** What a client saw: the certificate's name and the response. */
  private record Seen(String subject, String response) {}

  private void issue(String name, KeyKind kind) throws IOException {
    var issued =
        authority.issue(
            new Request(
                Request.Use.SERVER,
                name,
                List.of("localhost", "127.0.0.1"),
                kind,
                Duration.ofHours(1)));
    PemFiles.write(issued, folder.resolve("chain.pem"), folder.resolve("key.pem"));
  }

  private Secret key() {
    try {
      return Secret.copyOf(Files.readAllBytes(folder.resolve("key.pem")));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Example start() throws IOException {
    var certificate = new ServerCertificate(folder.resolve("chain.pem"), this::key);
    return Example.start(builder -> builder.certificates(List.of(certificate)));
  }

  private Seen ask(int port, String request) throws Exception {
    try (var socket = (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      var response = new String(socket.getInputStream().readAllBytes(), UTF_8);
      var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return new Seen(shown.getSubjectX500Principal().getName(), response);
    }
  }

  private SSLContext trusting() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", authority.certificate());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  @Test
  void a_browser_is_told_to_come_back_over_tls_only() throws Exception {
    issue("first", KeyKind.ECDSA_P256);
    try (var example = start()) {
      assertThat(ask(example.server.port(), get("/counts/apples")).response())
          .contains("200 OK")
          .contains("Strict-Transport-Security: max-age=31536000");
    }
  }

  @Test
  void the_session_cookie_is_bound_to_host_and_tls() throws Exception {
    issue("first", KeyKind.RSA_3072);
    try (var example = start()) {
      var body = "token=" + Example.TOKEN;
      var request =
          "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      assertThat(ask(example.server.port(), request).response())
          .contains("Set-Cookie: __Host-sallyport-" + example.server.port())
          .contains("; Secure");
    }
  }

  @Test
  void a_renewed_certificate_is_shown_to_the_next_client() throws Exception {
    issue("first", KeyKind.ECDSA_P256);
    try (var example = start()) {
      assertThat(ask(example.server.port(), get("/")).subject()).isEqualTo("CN=first");
      issue("second", KeyKind.ECDSA_P256);
      example.server.reloadCertificates();
      assertThat(ask(example.server.port(), get("/")).subject()).isEqualTo("CN=second");
    }
  }

  @Test
  void a_renewal_that_cannot_be_read_leaves_the_former_certificate() throws Exception {
    issue("first", KeyKind.ECDSA_P256);
    try (var example = start()) {
      Files.writeString(folder.resolve("chain.pem"), "nonsense");
      assertThatThrownBy(example.server::reloadCertificates)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("chain.pem");
      assertThat(ask(example.server.port(), get("/")).subject()).isEqualTo("CN=first");
    }
  }

  @Test
  void a_key_that_is_not_the_certificates_is_named_at_start() throws Exception {
    issue("first", KeyKind.ECDSA_P256);
    Files.writeString(folder.resolve("key.pem"), "no key");
    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PKCS#8");
  }
}
