package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.it.Command.curl;
import static org.sallyport.it.RandomFile.sha256;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.TestPki;
import org.sallyport.testkit.TestPki.PemPair;

/** curl in front and nginx behind, with TLS relayed, terminated, or terminated and made anew. */
final class TlsRelayIT {
  private static final TestPki PKI = TestPki.shared();
  private static final String NAME = "portal.example.com";

  @TempDir private Path folder;

  private PemPair server(String name) throws Exception {
    return TestPki.write(folder, name, PKI.server(name));
  }

  /** curl calls {@code name}, whose address is the director's, and trusts the test's root. */
  private Command.Result get(String name, int port, String path, Object... more) throws Exception {
    var trust = PKI.writeTrust(folder);
    var all = new ArrayList<Object>();
    all.addAll(List.of("--resolve", name + ":" + port + ":127.0.0.1", "--cacert", trust));
    all.addAll(List.of(more));
    all.add("https://" + name + ":" + port + path);
    return curl(all.toArray());
  }

  @Test
  void services_on_one_port_are_told_apart_by_the_name_that_curl_asks_for() throws Exception {
    var keys = server("keys.example.com");
    var mail = server("mail.example.com");
    int port = FreePorts.take();
    try (var a = Nginx.startTls(folder, "a", keys, "");
        var b = Nginx.startTls(folder, "b", mail, "");
        var director =
            LocalDirector.start(
                folder,
                """
                services:
                  keys.example.com: { listen: 127.0.0.1:%1$d, tls: passthrough, pool: keys }
                  mail.example.com: { listen: 127.0.0.1:%1$d, tls: passthrough, pool: mail }
                pools:
                  keys: { kind: stateless, members: { %2$s } }
                  mail: { kind: stateless, members: { %3$s } }
                """
                    .formatted(port, a.member(), b.member()))) {
      assertThat(director.port("mail.example.com")).isEqualTo(port);
      assertThat(get("keys.example.com", port, "/").expectSuccess()).isEqualTo("a");
      assertThat(get("mail.example.com", port, "/").expectSuccess()).isEqualTo("b");
      assertThat(get("other.example.com", port, "/").all()).contains("unrecognized name");
    }
  }

  @Test
  void a_large_download_under_passthrough_arrives_whole() throws Exception {
    try (var nginx = Nginx.startTls(folder, "a", server(NAME), "");
        var director =
            LocalDirector.start(
                folder,
                """
                services:
                  portal.example.com: { listen: 127.0.0.1:0, tls: passthrough, pool: web }
                pools:
                  web: { kind: stateless, members: { %s } }
                """
                    .formatted(nginx.member()))) {
      download(nginx, director);
    }
  }

  @Test
  void curl_speaks_http_2_with_nginx_through_passthrough() throws Exception {
    try (var nginx = Nginx.start(folder, "a", "ssl http2", tls(server(NAME)));
        var director =
            LocalDirector.start(
                folder,
                """
                services:
                  portal.example.com: { listen: 127.0.0.1:0, tls: passthrough, pool: web }
                pools:
                  web: { kind: stateless, members: { %s } }
                """
                    .formatted(nginx.member()))) {
      var seen = get(NAME, director.port(NAME), "/", "--http2", "-w", " %{http_version}");
      assertThat(seen.expectSuccess()).isEqualTo("a 2");
    }
  }

  private static String tls(PemPair pair) {
    return "ssl_certificate " + pair.chain() + ";\nssl_certificate_key " + pair.key() + ";";
  }

  @Test
  void a_large_transfer_through_a_terminating_service_arrives_whole() throws Exception {
    var pair = server(NAME);
    try (var nginx = Nginx.start(folder, "a");
        var director =
            LocalDirector.start(
                folder,
                """
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
                    .formatted(pair.chain(), pair.key(), nginx.member()))) {
      download(nginx, director);
      upload(nginx, director);
      var seen = get(NAME, director.port(NAME), "/", "--http2", "-w", " %{http_version}");
      assertThat(seen.expectSuccess()).isEqualTo("a 1.1");
    }
  }

  @Test
  void nginx_is_believed_by_the_bundle_of_root_and_intermediate() throws Exception {
    try (var nginx = Nginx.startTls(folder, "a", server("internal.example.com"), "");
        var director =
            reEncrypting(
                nginx, "trust: " + PKI.writeTrust(folder) + ", name: internal.example.com")) {
      download(nginx, director);
      upload(nginx, director);
    }
  }

  @Test
  void nginx_is_believed_by_its_one_known_certificate() throws Exception {
    var pair = TestPki.write(folder, "member", TestPki.fresh().server("whatever.example.net"));
    try (var nginx = Nginx.startTls(folder, "a", pair, "");
        var director = reEncrypting(nginx, "pin: " + pair.chain())) {
      assertThat(get(NAME, director.port(NAME), "/").expectSuccess()).isEqualTo("a");
    }
  }

  @Test
  void nginx_that_asks_for_a_client_certificate_gets_the_director_s() throws Exception {
    var own = TestPki.write(folder, "director", PKI.client("director"));
    var trust = PKI.writeTrust(folder);
    var ask = "ssl_verify_client on; ssl_verify_depth 3; ssl_client_certificate " + trust + ";";
    try (var nginx = Nginx.startTls(folder, "a", server("internal.example.com"), ask);
        var director =
            reEncrypting(
                nginx,
                "trust: %s, name: internal.example.com, certificate: { chain: %s, key: \"file:%s\" }"
                    .formatted(trust, own.chain(), own.key()))) {
      assertThat(get(NAME, director.port(NAME), "/").expectSuccess()).isEqualTo("a");
    }
  }

  @Test
  void nginx_with_a_certificate_of_a_stranger_gets_no_request() throws Exception {
    var pair = TestPki.write(folder, "member", TestPki.fresh().server("internal.example.com"));
    try (var nginx = Nginx.startTls(folder, "a", pair, "");
        var director =
            reEncrypting(
                nginx, "trust: " + PKI.writeTrust(folder) + ", name: internal.example.com")) {
      var status = get(NAME, director.port(NAME), "/", "-o", "/dev/null", "-w", "%{http_code}");
      assertThat(status.expectSuccess()).isEqualTo("502");
      assertThat(nginx.requests()).isEmpty();
    }
  }

  private LocalDirector reEncrypting(Nginx nginx, String memberTls) throws Exception {
    var pair = server(NAME);
    return LocalDirector.start(
        folder,
        """
        services:
          portal.example.com:
            listen: 127.0.0.1:0
            protocol: http
            tls: re-encrypt
            certificates: [{ chain: %s, key: "file:%s" }]
            member-tls: { %s }
            pool: web
        pools:
          web: { kind: stateless, members: { %s } }
        """
            .formatted(pair.chain(), pair.key(), memberTls, nginx.member()));
  }

  private void download(Nginx nginx, LocalDirector director) throws Exception {
    var source = RandomFile.write(nginx.files().resolve("large"), 20 << 20, 5);
    var copy = folder.resolve("copy");
    get(NAME, director.port(NAME), "/files/large", "-o", copy).expectSuccess();
    assertThat(sha256(copy)).isEqualTo(sha256(source));
  }

  private void upload(Nginx nginx, LocalDirector director) throws Exception {
    var source = RandomFile.write(folder.resolve("upload"), 20 << 20, 6);
    var status =
        get(NAME, director.port(NAME), "/files/upload", "-T", source, "-w", "%{http_code}");
    assertThat(status.expectSuccess()).isEqualTo("201");
    assertThat(sha256(nginx.files().resolve("upload"))).isEqualTo(sha256(source));
  }
}
