package org.sallyport.net.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.sallyport.kernel.HostPort;
import org.sallyport.net.tls.ServerTlsParameters.ClientCertificates;
import org.sallyport.pki.Authority;
import org.sallyport.pki.Issued;
import org.sallyport.pki.PemFiles;
import org.sallyport.pki.Request;
import org.sallyport.testkit.MutableClock;
import org.sallyport.testkit.TestPki;

/** Calls from event loops and from sockets, which must agree on every verdict. */
class MemberTlsTest {
  private static final String NAME = "keys.example.com";
  private final TestPki pki = TestPki.shared();
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_member_with_the_expected_name_is_accepted(TlsProvider provider) throws Exception {
    accepted(provider, pki.server(NAME), bundle(pki.bundle()), NAME);
    accepted(provider, pki.server("*.example.com"), bundle(List.of(pki.root())), NAME);
    accepted(provider, pki.rsaServer(NAME), bundle(pki.bundle()), NAME);
    var container = "my_member.example.com";
    accepted(provider, pki.server(container), bundle(pki.bundle()), container);
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_literal_address_is_a_name_too(TlsProvider provider) throws Exception {
    accepted(provider, pki.server("127.0.0.1"), bundle(pki.bundle()), "127.0.0.1");
    var failure = rejected(provider, pki.server(NAME), bundle(pki.bundle()), "127.0.0.1");
    assertThat(failure).isInstanceOf(TlsFailure.WrongName.class);
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_bundle_of_intermediates_alone_vouches_for_what_they_issued(TlsProvider provider)
      throws Exception {
    var intermediate = bundle(List.of(pki.authority().certificate()));
    accepted(provider, pki.server(NAME), intermediate, NAME);
    accepted(provider, leafOnly(pki.server(NAME)), intermediate, NAME);
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_bundle_with_the_certificate_itself_vouches_for_it(TlsProvider provider) throws Exception {
    var self = Authority.selfSigned(Request.server(NAME), Clock.systemUTC());
    accepted(provider, self, bundle(self.chain()), NAME);
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_bundle_with_a_members_certificate_vouches_for_nothing_that_its_key_signs(
      TlsProvider provider) throws Exception {
    var self = Authority.selfSigned(Request.server("a.example.com"), Clock.systemUTC());
    var issued = pki.server("b.example.com");
    for (var member : List.of(self, issued)) {
      var impostor = Authority.of(List.of(member.certificate()), member.key(), Clock.systemUTC());
      var forged = impostor.issue(Request.server(NAME));
      var trusted = bundle(List.of(member.certificate()));
      assertThat(rejected(provider, forged, trusted, NAME))
          .isInstanceOf(TlsFailure.Untrusted.class);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_member_of_another_authority_is_not_trusted(TlsProvider provider) throws Exception {
    var failure = rejected(provider, TestPki.fresh().server(NAME), bundle(pki.bundle()), NAME);
    assertThat(failure).isInstanceOf(TlsFailure.Untrusted.class);
    assertThat(failure.sentence()).contains("'CN=Test intermediate', issued by 'CN=Test root'");
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_member_that_does_not_send_its_intermediate_is_told_so(TlsProvider provider)
      throws Exception {
    var alone = leafOnly(pki.server(NAME));
    var failure = rejected(provider, alone, bundle(List.of(pki.root())), NAME);
    assertThat(failure).isInstanceOf(TlsFailure.Untrusted.class);
    assertThat(failure.sentence())
        .contains("issued by 'CN=Test intermediate', which was neither sent nor is in the bundle")
        .contains("does not send its intermediate");
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_member_with_another_name_is_told_both_names(TlsProvider provider) throws Exception {
    var failure = rejected(provider, pki.server("a.example.com"), bundle(pki.bundle()), NAME);
    assertThat(failure).isInstanceOf(TlsFailure.WrongName.class);
    assertThat(failure.sentence())
        .isEqualTo("the certificate names a.example.com; expected keys.example.com");
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void an_expired_member_and_one_from_the_future_are_told_apart(TlsProvider provider)
      throws Exception {
    assertThat(rejected(provider, pki.expiredServer(NAME), bundle(pki.bundle()), NAME))
        .isInstanceOf(TlsFailure.Expired.class);
    assertThat(rejected(provider, pki.futureServer(NAME), bundle(pki.bundle()), NAME))
        .isInstanceOf(TlsFailure.NotYetValid.class);
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_client_certificate_is_no_servers_certificate(TlsProvider provider) throws Exception {
    assertThat(rejected(provider, pki.client(NAME), bundle(pki.bundle()), NAME))
        .isInstanceOf(TlsFailure.WrongPurpose.class);
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_pinned_certificate_is_accepted_whoever_issued_it_and_whatever_it_names(
      TlsProvider provider) throws Exception {
    var self = Authority.selfSigned(Request.server("whatever.example"), Clock.systemUTC());
    accepted(provider, self, pin(self), NAME);
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void another_certificate_than_the_pinned_one_is_refused_with_both_fingerprints(
      TlsProvider provider) throws Exception {
    var failure = rejected(provider, pki.server(NAME), pin(pki.server(NAME)), NAME);
    assertThat(failure).isInstanceOf(TlsFailure.PinMismatch.class);
    assertThat(failure.sentence())
        .containsPattern("expected .* SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}, found .* SHA-256 ");
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_pinned_certificate_still_expires(TlsProvider provider) throws Exception {
    var old = pki.expiredServer(NAME);
    assertThat(rejected(provider, old, pin(old), NAME)).isInstanceOf(TlsFailure.Expired.class);
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void nothing_is_checked_where_nothing_is_asked(TlsProvider provider) throws Exception {
    accepted(provider, pki.expiredServer("a.example"), new MemberTrust.Unchecked(), NAME);
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_member_that_asks_for_a_certificate_is_shown_ours(TlsProvider provider) throws Exception {
    var asked = new ClientCertificates(pki.writeTrust(folder), true);
    var own = new CertificateFolder(folder).write("own", pki.client("director1"));
    try (var server = server(provider, pki.server(NAME), Optional.of(asked));
        var tls = member(provider, bundle(pki.bundle()), NAME, Optional.of(own));
        var bare = member(provider, bundle(pki.bundle()), NAME, Optional.empty())) {
      assertThat(MemberCall.start(tls, server.echo().address()).get()).isEqualTo("hello");
      assertThat(overSocket(tls, server.echo())).isEmpty();
      assertThat(MemberCall.failure(bare, server.echo().address()))
          .isInstanceOf(TlsFailure.Handshake.class);
      assertThat(refusal(bare, server.echo()).orElseThrow())
          .isInstanceOf(TlsFailure.Handshake.class);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_second_connection_resumes_the_first_ones_session(TlsProvider provider) throws Exception {
    try (var server = server(TlsProvider.BORINGSSL, pki.server(NAME), Optional.empty());
        var tls = member(provider, bundle(pki.bundle()), NAME, Optional.empty())) {
      assertThat(MemberCall.start(tls, server.echo().address()).get()).isEqualTo("hello");
      assertThat(server.echo().resumed()).isZero();
      assertThat(MemberCall.start(tls, server.echo().address()).get()).isEqualTo("hello");
      assertThat(server.echo().resumed()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_resumed_session_ends_with_its_certificate(TlsProvider provider) throws Exception {
    var clock = MutableClock.at(InstantSource.system());
    var parameters =
        new MemberTlsParameters(bundle(pki.bundle()), NAME, Optional.empty(), clock, provider);
    try (var server = server(TlsProvider.BORINGSSL, pki.server(NAME), Optional.empty());
        var tls = MemberTls.open(parameters).orElseThrow()) {
      assertThat(MemberCall.start(tls, server.echo().address()).get()).isEqualTo("hello");
      clock.advance(Duration.ofDays(91));
      assertThat(MemberCall.failure(tls, server.echo().address()))
          .isInstanceOf(TlsFailure.Expired.class);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void a_reload_changes_whom_new_connections_trust(TlsProvider provider) throws Exception {
    var trust = bundle(TestPki.fresh().bundle());
    try (var server = server(provider, pki.server(NAME), Optional.empty());
        var tls = member(provider, trust, NAME, Optional.empty())) {
      assertThat(MemberCall.failure(tls, server.echo().address()))
          .isInstanceOf(TlsFailure.Untrusted.class);
      PemFiles.writeCertificates(trust.paths().getFirst(), pki.bundle());
      assertThat(tls.refresh()).isEqualTo(new Refresh.Renewed());
      assertThat(tls.refresh()).isEqualTo(new Refresh.Unchanged());
      assertThat(tls.reload()).isEmpty();
      assertThat(MemberCall.start(tls, server.echo().address()).get()).isEqualTo("hello");
      java.nio.file.Files.writeString(trust.paths().getFirst(), "nothing");
      assertThat(tls.reload()).hasSize(1);
      assertThat(MemberCall.start(tls, server.echo().address()).get()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsProvider.class, mode = Mode.EXCLUDE, names = "BEST")
  void the_expected_name_is_sent_as_server_name(TlsProvider provider) throws Exception {
    var folderOf = new CertificateFolder(folder);
    var both =
        ServerTlsParameters.of(
                folderOf.write("other", pki.server("other.example.net")),
                folderOf.write("named", pki.server(NAME)))
            .on(provider);
    try (var served = ServerTls.open(both).orElseThrow();
        var echo = new TlsEcho(served);
        var tls = member(provider, bundle(pki.bundle()), NAME, Optional.empty())) {
      assertThat(MemberCall.start(tls, echo.address()).get()).isEqualTo("hello");
      assertThat(overSocket(tls, echo)).isEmpty();
    }
  }

  private void accepted(TlsProvider provider, Issued shown, MemberTrust trust, String name)
      throws Exception {
    try (var server = server(provider, shown, Optional.empty());
        var tls = member(provider, trust, name, Optional.empty())) {
      assertThat(MemberCall.start(tls, server.echo().address()).get()).isEqualTo("hello");
      assertThat(overSocket(tls, server.echo())).isEmpty();
    }
  }

  private TlsFailure rejected(TlsProvider provider, Issued shown, MemberTrust trust, String name)
      throws Exception {
    try (var server = server(provider, shown, Optional.empty());
        var tls = member(provider, trust, name, Optional.empty())) {
      var onLoop = MemberCall.failure(tls, server.echo().address());
      assertThat(overSocket(tls, server.echo())).contains(onLoop);
      return onLoop;
    }
  }

  /** A health check in small: the failure, or empty when the echo came back. */
  private static Optional<TlsFailure> overSocket(MemberTls tls, TlsEcho echo) throws IOException {
    var address = echo.address();
    try (var plain = new Socket(address.getAddress(), address.getPort());
        var socket = tls.over(plain, new HostPort(address.getHostString(), address.getPort()))) {
      socket.startHandshake();
      socket.getOutputStream().write("hello".getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(5), US_ASCII)).isEqualTo("hello");
      return Optional.empty();
    } catch (javax.net.ssl.SSLException e) {
      return TlsFailure.of(e);
    }
  }

  /**
   * What a server says that refuses after the client is done, as it may (RFC 8446 section 4.4.2.4).
   */
  private static Optional<TlsFailure> refusal(MemberTls tls, TlsEcho echo) throws IOException {
    var address = echo.address();
    try (var plain = new Socket(address.getAddress(), address.getPort());
        var socket = tls.over(plain, new HostPort(address.getHostString(), address.getPort()))) {
      // Whoever writes first may meet a closed connection before the alert is read.
      assertThat(socket.getInputStream().read()).isNegative();
      return Optional.empty();
    } catch (javax.net.ssl.SSLException e) {
      return TlsFailure.of(e);
    }
  }

  private static Issued leafOnly(Issued issued) {
    return new Issued(List.of(issued.certificate()), issued.key());
  }

  private MemberTrust bundle(List<X509Certificate> certificates) throws IOException {
    return new MemberTrust.Bundle(pem("bundle", certificates));
  }

  private MemberTrust pin(Issued issued) throws IOException {
    return new MemberTrust.Pin(pem("pin", issued.chain()));
  }

  private Path pem(String name, List<X509Certificate> certificates) throws IOException {
    var file = java.nio.file.Files.createTempFile(folder, name, ".pem");
    PemFiles.writeCertificates(file, certificates);
    return file;
  }

  private static MemberTls member(
      TlsProvider provider, MemberTrust trust, String name, Optional<CertificateFiles> own) {
    return MemberTls.open(
            new MemberTlsParameters(trust, name, own, InstantSource.system(), provider))
        .orElseThrow();
  }

  /** A server with its TLS, closed together. */
  private record Server(ServerTls tls, TlsEcho echo) implements AutoCloseable {
    @Override
    public void close() {
      echo.close();
      tls.close();
    }
  }

  private Server server(TlsProvider provider, Issued issued, Optional<ClientCertificates> asked)
      throws IOException, InterruptedException {
    var files = new CertificateFolder(folder).write("server", issued);
    var base = ServerTlsParameters.of(files).on(provider);
    var tls = ServerTls.open(asked.map(base::asking).orElse(base)).orElseThrow();
    return new Server(tls, new TlsEcho(tls));
  }
}
