package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.it.Command.openssl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.pki.Issued;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.TestPki;

/** What openssl s_client sees of a service that terminates TLS, and of one that passes it on. */
final class OpensslIT {
  private static final TestPki PKI = TestPki.shared();
  private static final String REQUEST = "GET / HTTP/1.0\r\nHost: portal.example.com\r\n\r\n";

  /**
   * Application protocols whose list makes a ClientHello of more than 4 KiB; the last is spoken.
   */
  private static final String MANY_PROTOCOLS =
      IntStream.range(0, 100)
              .mapToObj(i -> "a-protocol-that-nobody-has-spoken-yet-" + i)
              .collect(Collectors.joining(","))
          + ",http/1.1";

  @TempDir private Path folder;

  /** An entry of {@code certificates}. */
  private String entry(String file, Issued issued) throws Exception {
    var pair = TestPki.write(folder, file, issued);
    return "{ chain: %s, key: \"file:%s\" }".formatted(pair.chain(), pair.key());
  }

  private LocalDirector terminating(Nginx nginx, String more, String... certificates)
      throws Exception {
    return LocalDirector.start(
        folder,
        """
        services:
          portal.example.com:
            listen: 127.0.0.1:0
            protocol: http
            tls: terminate
            certificates: [%s]
            pool: web
        %s
        pools:
          web: { kind: stateless, members: { %s } }
        """
            .formatted(String.join(", ", certificates), more.indent(4), nginx.member()));
  }

  private LocalDirector passing(Nginx nginx, int port) throws Exception {
    return LocalDirector.start(
        folder,
        """
        services:
          portal.example.com: { listen: 127.0.0.1:%1$d, tls: passthrough, pool: web }
          other.example.com: { listen: 127.0.0.1:%1$d, tls: passthrough, pool: web }
        pools:
          web: { kind: stateless, members: { %2$s } }
        """
            .formatted(port, nginx.member()));
  }

  /** Handshakes, asks for the page and reads to the end. */
  private static Command.Result ask(int port, String... more) throws Exception {
    var all = new ArrayList<Object>(List.of("s_client", "-connect", "127.0.0.1:" + port));
    all.addAll(List.of("-brief", "-ign_eof"));
    all.addAll(List.of(more));
    return openssl(REQUEST, all.toArray());
  }

  private static Command.Result askFor(String name, int port, String... more) throws Exception {
    var all = new ArrayList<>(List.of("-servername", name));
    all.addAll(List.of(more));
    return ask(port, all.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void a_request_is_answered_over_each_version_with_a_chain_that_verifies(String version)
      throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director = terminating(nginx, "", entry("own", PKI.server("portal.example.com")))) {
      var seen =
          askFor(
              "portal.example.com",
              director.port("portal.example.com"),
              version,
              "-CAfile",
              PKI.writeTrust(folder).toString(),
              "-verify_return_error",
              "-verify_hostname",
              "portal.example.com");
      assertThat(seen.expectSuccess()).startsWith("HTTP/1.1 200 ").endsWith("a");
      assertThat(seen.err())
          .contains("Protocol version: TLSv1." + version.charAt(6), "Verification: OK");
    }
  }

  @Test
  void tls_1_1_is_refused_with_the_alert_about_its_version() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director = terminating(nginx, "", entry("own", PKI.server("portal.example.com")))) {
      var port = director.port("portal.example.com");
      var seen = askFor("portal.example.com", port, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0");
      assertThat(seen.exit()).isEqualTo(1);
      assertThat(seen.err()).contains("alert protocol version");
    }
  }

  @Test
  void the_name_chooses_among_the_certificates() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director =
            terminating(
                nginx,
                "names: [portal.example.com, mail.example.com, other.example.net]",
                entry("portal", PKI.server("portal.example.com")),
                entry("mail", PKI.server("mail.example.com")),
                entry("rest", PKI.server("*.example.net")))) {
      int port = director.port("portal.example.com");
      assertThat(subject(askFor("portal.example.com", port))).isEqualTo("portal.example.com");
      assertThat(subject(askFor("MAIL.example.com", port))).isEqualTo("mail.example.com");
      assertThat(subject(askFor("other.example.net", port))).isEqualTo("*.example.net");
    }
  }

  @Test
  void a_wildcard_that_is_valid_beats_an_exact_match_that_expired() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director =
            terminating(
                nginx,
                "",
                entry("exact", PKI.expiredServer("portal.example.com")),
                entry("wild", PKI.server("*.example.com")))) {
      var seen = askFor("portal.example.com", director.port("portal.example.com"));
      assertThat(subject(seen)).isEqualTo("*.example.com");
    }
  }

  @Test
  void a_client_without_a_server_name_gets_the_first_certificate() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director =
            terminating(
                nginx,
                "",
                entry("portal", PKI.server("portal.example.com")),
                entry("mail", PKI.server("mail.example.com")))) {
      var seen = ask(director.port("portal.example.com"), "-noservername");
      assertThat(subject(seen)).isEqualTo("portal.example.com");
      assertThat(seen.expectSuccess()).endsWith("a");
    }
  }

  @Test
  void an_unknown_name_is_refused_with_the_alert_about_names() throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director =
            terminating(
                nginx, "unknown-name: refuse", entry("own", PKI.server("portal.example.com")))) {
      var seen = askFor("other.example.org", director.port("portal.example.com"));
      assertThat(seen.exit()).isEqualTo(1);
      assertThat(seen.err()).contains("unrecognized name");
    }
  }

  @Test
  void unknown_and_missing_names_are_refused_on_a_port_that_services_share() throws Exception {
    int port = FreePorts.take();
    var pair = TestPki.write(folder, "own", PKI.server("portal.example.com"));
    try (var nginx = Nginx.startTls(folder, "a", pair, "");
        var director = passing(nginx, port)) {
      assertThat(director.port("portal.example.com")).isEqualTo(port);
      assertThat(askFor("third.example.com", port).err()).contains("unrecognized name");
      assertThat(ask(port, "-noservername").err()).contains("unrecognized name");
      assertThat(askFor("portal.example.com", port).expectSuccess()).endsWith("a");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void a_hello_split_over_records_is_read_whole_where_tls_ends(String version) throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director =
            terminating(
                nginx,
                "",
                entry("other", PKI.server("other.example.com")),
                entry("own", PKI.server("portal.example.com")))) {
      var seen = askInPieces(director.port("portal.example.com"), version);
      assertThat(seen.expectSuccess()).endsWith("a");
      assertThat(subject(seen)).isEqualTo("portal.example.com");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void a_hello_split_over_records_is_routed_by_its_name(String version) throws Exception {
    int port = FreePorts.take();
    var pair = TestPki.write(folder, "own", PKI.server("portal.example.com"));
    try (var nginx = Nginx.startTls(folder, "a", pair, "");
        var director = passing(nginx, port)) {
      assertThat(director.port("portal.example.com")).isEqualTo(port);
      assertThat(askInPieces(port, version).expectSuccess()).endsWith("a");
    }
  }

  /** A ClientHello of more than 4 KiB in records of 512 bytes. */
  private static Command.Result askInPieces(int port, String version) throws Exception {
    return askFor(
        "portal.example.com", port, version, "-alpn", MANY_PROTOCOLS, "-max_send_frag", "512");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void a_session_is_resumed(String version) throws Exception {
    try (var nginx = Nginx.start(folder, "a");
        var director = terminating(nginx, "", entry("own", PKI.server("portal.example.com")))) {
      int port = director.port("portal.example.com");
      var session = folder.resolve("session").toString();
      resume(port, version, "-sess_out", session).expectSuccess();
      var again = resume(port, version, "-sess_in", session);
      assertThat(again.expectSuccess()).contains("Reused, TLSv1." + version.charAt(6));
    }
  }

  private static Command.Result resume(int port, String version, String direction, String file)
      throws Exception {
    return openssl(
        REQUEST,
        "s_client",
        "-connect",
        "127.0.0.1:" + port,
        "-servername",
        "portal.example.com",
        "-ign_eof",
        version,
        direction,
        file);
  }

  @Test
  void a_client_must_show_a_certificate_of_the_trusted_authority() throws Exception {
    var auth = "client-auth: { trust: " + PKI.writeTrust(folder) + " }";
    var own = TestPki.write(folder, "client", PKI.client("anna"));
    var stranger = TestPki.write(folder, "stranger", TestPki.fresh().client("anna"));
    try (var nginx = Nginx.start(folder, "a");
        var director = terminating(nginx, auth, entry("own", PKI.server("portal.example.com")))) {
      int port = director.port("portal.example.com");
      assertThat(show(port, own).expectSuccess()).endsWith("a");
      assertThat(show(port, stranger).err()).contains("alert unknown ca");
      assertThat(askFor("portal.example.com", port).err()).contains("alert certificate required");
      assertThat(nginx.requests()).hasSize(1);
    }
  }

  private static Command.Result show(int port, TestPki.PemPair pair) throws Exception {
    return askFor(
        "portal.example.com",
        port,
        "-cert",
        pair.chain().toString(),
        "-cert_chain",
        pair.chain().toString(),
        "-key",
        pair.key().toString());
  }

  /** The common name of the certificate that openssl was shown. */
  private static String subject(Command.Result seen) {
    return seen.err()
        .lines()
        .filter(line -> line.startsWith("Peer certificate: CN = "))
        .map(line -> line.substring("Peer certificate: CN = ".length()).strip())
        .findFirst()
        .orElse("no certificate: " + seen.all());
  }
}
