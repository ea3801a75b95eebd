package org.sallyport.net.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.sallyport.net.tls.ServerTlsParameters.ClientCertificates;
import org.sallyport.pki.Issued;
import org.sallyport.pki.Request;
import org.sallyport.testkit.MutableClock;
import org.sallyport.testkit.RawClient;
import org.sallyport.testkit.TestPki;

/** Handshakes of the JDK's client with both providers. */
class ServerTlsTest {
  private final TestPki pki = TestPki.shared();
  private final Issued keys = pki.server("keys.example.com");
  private final Issued portal = pki.server("portal.example.com");
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_client_is_shown_the_certificate_of_the_server_it_names(TlsProvider provider)
      throws Exception {
    try (var tls = open(parameters(provider, files("a", keys), files("b", portal)));
        var server = new TlsEcho(tls)) {
      assertThat(tls.needsServerName()).isTrue();
      assertThat(shown(server, "keys.example.com")).isEqualTo(keys.certificate());
      assertThat(shown(server, "portal.example.com")).isEqualTo(portal.certificate());
      assertThat(shown(server, "nobody.example.com")).isEqualTo(keys.certificate());
      assertThat(shown(server, null)).isEqualTo(keys.certificate());
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_wildcard_takes_over_when_the_exact_certificate_expires(TlsProvider provider)
      throws Exception {
    var wildcard = pki.server("*.example.com");
    var clock = MutableClock.at(InstantSource.system());
    var expiring =
        pki.authority().issue(Request.server("keys.example.com").validFor(Duration.ofDays(1)));
    var given = List.of(files("a", expiring), files("b", wildcard));
    try (var tls =
            open(new ServerTlsParameters(given, Optional.empty(), List.of(), clock, provider));
        var server = new TlsEcho(tls)) {
      assertThat(shown(server, "keys.example.com")).isEqualTo(expiring.certificate());
      clock.advance(Duration.ofDays(2));
      assertThat(shown(server, "keys.example.com")).isEqualTo(wildcard.certificate());
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void tls_1_2_and_1_3_are_spoken_and_nothing_older(TlsProvider provider) throws Exception {
    try (var tls = open(parameters(provider, files("a", keys)));
        var server = new TlsEcho(tls)) {
      assertThat(tls.needsServerName()).isFalse();
      for (var version : List.of("TLSv1.2", "TLSv1.3")) {
        try (var socket = socket(server, pki.clientContext())) {
          socket.setEnabledProtocols(new String[] {version});
          socket.startHandshake();
          assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_client_that_knows_only_rsa_is_shown_the_rsa_certificate(TlsProvider provider)
      throws Exception {
    var rsa = pki.rsaServer("keys.example.com");
    try (var tls = open(parameters(provider, files("a", rsa), files("b", keys)));
        var server = new TlsEcho(tls)) {
      assertThat(shown(server, "keys.example.com")).isEqualTo(keys.certificate());
      try (var socket = socket(server, pki.clientContext())) {
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
        socket.startHandshake();
        assertThat(socket.getSession().getPeerCertificates()[0]).isEqualTo(rsa.certificate());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_reload_changes_new_connections_and_leaves_open_ones_alone(TlsProvider provider)
      throws Exception {
    var renewed = pki.server("keys.example.com");
    try (var tls = open(parameters(provider, files("a", keys)));
        var server = new TlsEcho(tls);
        var old = RawClient.connectTls(server.address(), pki.clientContext(), "keys.example.com")) {
      assertThat(echo(old)).isEqualTo("hello");
      assertThat(tls.refresh()).isEqualTo(new Refresh.Unchanged());
      files("a", renewed);
      assertThat(tls.refresh()).isEqualTo(new Refresh.Renewed());
      assertThat(tls.refresh()).isEqualTo(new Refresh.Unchanged());
      assertThat(shown(server, "keys.example.com")).isEqualTo(renewed.certificate());
      assertThat(echo(old)).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_bad_file_leaves_the_running_certificate_in_use_and_says_why(TlsProvider provider)
      throws Exception {
    try (var tls = open(parameters(provider, files("a", keys)));
        var server = new TlsEcho(tls)) {
      TestPki.write(folder, "stray", portal);
      java.nio.file.Files.copy(
          folder.resolve("stray.key"),
          folder.resolve("a.key"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertThat(tls.reload().toString()).contains("does not belong to the certificate");
      files("a", pki.expiredServer("keys.example.com"));
      assertThat(tls.reload().toString()).contains("the one in use is; it stays in use");
      java.nio.file.Files.delete(folder.resolve("a.pem"));
      assertThat(tls.reload().toString()).contains("a.pem: the file does not exist");
      assertThat(shown(server, "keys.example.com")).isEqualTo(keys.certificate());
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void contexts_are_freed_when_their_last_connection_ends(TlsProvider provider) throws Exception {
    var tls =
        open(parameters(provider, files("a", keys), files("r", pki.rsaServer("keys.example.com"))));
    var first = tls.generation();
    try (var server = new TlsEcho(tls)) {
      try (var held =
          RawClient.connectTls(server.address(), pki.clientContext(), "keys.example.com")) {
        tls.reload();
        assertThat(echo(held)).isEqualTo("hello");
        assertThat(first.references()).isEqualTo(provider == TlsProvider.JDK ? 0 : 1);
      }
      assertThat(shown(server, "keys.example.com")).isEqualTo(keys.certificate());
    }
    assertThat(first.references()).isZero();
    var last = tls.generation();
    tls.close();
    assertThat(last.references()).isZero();
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_client_must_show_a_certificate_of_the_authority_where_one_is_required(TlsProvider provider)
      throws Exception {
    var asked = new ClientCertificates(pki.writeTrust(folder), true);
    try (var tls = open(parameters(provider, files("a", keys)).asking(asked));
        var server = new TlsEcho(tls)) {
      var known = pki.clientContext(pki.client("director1"));
      try (var client = RawClient.connectTls(server.address(), known, "keys.example.com")) {
        assertThat(echo(client)).isEqualTo("hello");
      }
      var stranger = pki.clientContext(TestPki.fresh().client("stranger"));
      var aServer = pki.clientContext(portal);
      for (var context : List.of(pki.clientContext(), stranger, aServer)) {
        assertThatThrownBy(() -> handshakeAndEcho(server, context)).isInstanceOf(IOException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void an_optional_client_certificate_may_be_missing_but_not_wrong(TlsProvider provider)
      throws Exception {
    var asked = new ClientCertificates(pki.writeTrust(folder), false);
    try (var tls = open(parameters(provider, files("a", keys)).asking(asked));
        var server = new TlsEcho(tls)) {
      handshakeAndEcho(server, pki.clientContext());
      handshakeAndEcho(server, pki.clientContext(pki.client("director1")));
      var expired = pki.clientContext(expiredClient());
      assertThatThrownBy(() -> handshakeAndEcho(server, expired)).isInstanceOf(IOException.class);
    }
  }

  private Issued expiredClient() {
    var past = Clock.offset(Clock.systemUTC(), Duration.ofDays(-100));
    return pki.authority().at(past).issue(Request.client("director1"));
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_protocol_is_agreed_on_by_alpn(TlsProvider provider) throws Exception {
    var base = parameters(provider, files("a", keys));
    var offering =
        new ServerTlsParameters(
            base.certificates(), Optional.empty(), List.of("http/1.1"), base.clock(), provider);
    try (var tls = open(offering);
        var server = new TlsEcho(tls);
        var socket = socket(server, pki.clientContext())) {
      var wanted = socket.getSSLParameters();
      wanted.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      socket.setSSLParameters(wanted);
      socket.startHandshake();
      assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void reloads_under_load_lose_no_connection(TlsProvider provider) throws Exception {
    try (var tls = open(parameters(provider, files("a", keys)));
        var server = new TlsEcho(tls);
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var context = pki.clientContext();
      var calls =
          IntStream.range(0, 60)
              .mapToObj(_ -> clients.submit(() -> through(server, context)))
              .toList();
      for (int i = 0; i < 30; i++) {
        assertThat(tls.reload()).isEmpty();
      }
      for (var call : calls) {
        assertThat(call.get()).isEqualTo("through");
      }
    }
  }

  private static String through(TlsEcho server, SSLContext context) throws IOException {
    handshakeAndEcho(server, context);
    return "through";
  }

  private static void handshakeAndEcho(TlsEcho server, SSLContext context) throws IOException {
    try (var client = RawClient.connectTls(server.address(), context, "keys.example.com")) {
      assertThat(echo(client)).isEqualTo("hello");
    }
  }

  private static String echo(RawClient client) throws IOException {
    client.send("hello");
    return new String(client.read(5), US_ASCII);
  }

  private X509Certificate shown(TlsEcho server, @Nullable String name) throws IOException {
    try (var client = RawClient.connectTls(server.address(), pki.clientContext(), name)) {
      var session = ((SSLSocket) client.socket()).getSession();
      return (X509Certificate) session.getPeerCertificates()[0];
    }
  }

  private static SSLSocket socket(TlsEcho server, SSLContext context) throws IOException {
    var address = server.address();
    return (SSLSocket)
        context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
  }

  private static ServerTlsParameters parameters(TlsProvider provider, CertificateFiles... files) {
    return ServerTlsParameters.of(files).on(provider);
  }

  private static ServerTls open(ServerTlsParameters parameters) {
    return ServerTls.open(parameters).orElseThrow();
  }

  private CertificateFiles files(String name, Issued issued) throws IOException {
    return new CertificateFolder(folder).write(name, issued);
  }
}
