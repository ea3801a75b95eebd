package org.sallyport.director.reception;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.ScriptedServer;
import org.sallyport.director.harness.Text;
import org.sallyport.director.service.Refusal;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient;

@ExtendWith(NoLeaks.class)
final class ProxyHeaderTest {
  private static final String WEB =
      """
      services:
        web:
          listen: 127.0.0.1:0
          protocol: http
          pool: p
          proxy-protocol-from: [127.0.0.2/32]
          forwarded: {x-forwarded: true, forwarded: true, trust: [127.0.0.3/32]}
      pools:
        p:
          kind: stateless
          policy: ordered
          members: {a: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;

  private static final String RELAY =
      """
      services:
        relay: {listen: 127.0.0.1:0, pool: p, proxy-protocol-from: [127.0.0.1/32]}
      pools:
        p:
          kind: stateless
          policy: ordered
          members: {a: {address: %s, proxy-protocol: v1}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;

  private static final String V1 = "PROXY TCP4 192.0.2.7 198.51.100.1 4711 443\r\n";

  private static final byte[] V2 =
      HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000cc0000207c6336401126701bb");

  @TempDir Path folder;

  private static RawClient from(String address, InetSocketAddress to) throws IOException {
    return RawClient.connect(to, InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 1000})
  void a_trusted_source_says_who_its_client_is(int segment) throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, WEB, origin.address())) {
      for (var header : new byte[][] {V1.getBytes(ISO_8859_1), V2}) {
        try (var client = from("127.0.0.2", director.address("web"))) {
          var request = Text.get("/").getBytes(ISO_8859_1);
          var all = java.util.Arrays.copyOf(header, header.length + request.length);
          System.arraycopy(request, 0, all, header.length, request.length);
          client.sendInSegments(all, segment);
          assertThat(client.readResponse()).endsWith("ok");
          assertThat(origin.requests().getLast().field("X-Forwarded-For")).contains("192.0.2.7");
        }
      }
      director.awaitQuiet();
    }
  }

  @Test
  void a_header_of_anybody_else_is_no_request() throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = from("127.0.0.1", director.address("web"))) {
      client.send(V1 + Text.get("/"));
      assertThat(client.readResponse()).startsWith("HTTP/1.1 400");
      assertThat(origin.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n", "PROXY TCP4 1.2.3.4 5.6.7.8 70000 1\r\n"})
  void a_trusted_source_without_a_header_is_refused(String first) throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = from("127.0.0.2", director.address("web"))) {
      client.send(first);
      assertThat(client.readToEnd()).isEmpty();
      assertThat(director.service("web").counters().turnedAway(Refusal.PROXY_HEADER)).isEqualTo(1);
      director.awaitQuiet();
    }
  }

  @Test
  void a_member_of_a_relay_hears_of_the_client_that_the_header_named() throws Exception {
    try (var member =
            ScriptedServer.start(
                socket -> {
                  var bytes = socket.getInputStream().readNBytes(100);
                  if (!new String(bytes, ISO_8859_1).startsWith("PROXY UNKNOWN")) {
                    ScriptedServer.keep(socket, bytes); // no health check
                  }
                });
        var director = RunningDirector.start(folder, RELAY, member.address());
        var client = director.connect("relay")) {
      client.send(V1 + "early data").finish();
      assertThat(member.kept())
          .asString(ISO_8859_1)
          .startsWith("PROXY TCP4 192.0.2.7 127.0.0.1 4711 ")
          .endsWith("\r\nearly data");
    }
  }

  @Test
  void what_an_untrusted_client_says_of_itself_is_cut_out() throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = from("127.0.0.9", director.address("web"))) {
      client.send(
          Text.get(
              "/",
              "X-Forwarded-For: 10.0.0.1",
              "A: b",
              "x-forwarded-proto: https",
              "X_Forwarded_For: 10.0.0.2",
              "Forwarded: for=10.0.0.1",
              "X-Forwarded-Anything: x"));
      client.readResponse();
      assertThat(origin.requests().getLast().head())
          .isEqualTo(
              "GET / HTTP/1.1\r\nHost: web\r\nA: b\r\nX-Forwarded-For: 127.0.0.9\r\n"
                  + "X-Forwarded-Proto: http\r\nX-Forwarded-Host: web\r\nX-Forwarded-Port: "
                  + director.address("web").getPort()
                  + "\r\nForwarded: for=127.0.0.9;proto=http;host=\"web\"\r\n\r\n");
    }
  }

  @Test
  void what_a_trusted_client_says_is_kept_and_extended() throws IOException {
    try (var origin = HttpOrigin.saying("ok");
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = from("127.0.0.3", director.address("web"))) {
      client.send(
          Text.get("/", "X-Forwarded-For: 10.0.0.1", "X-Forwarded-Host: shop", "Forwarded: for=x"));
      client.readResponse();
      assertThat(origin.requests().getLast().head())
          .isEqualTo(
              String.join(
                  "\r\n",
                  "GET / HTTP/1.1",
                  "Host: web",
                  "X-Forwarded-For: 10.0.0.1",
                  "X-Forwarded-Host: shop",
                  "Forwarded: for=x",
                  "X-Forwarded-For: 127.0.0.3",
                  "Forwarded: for=127.0.0.3;proto=http;host=\"web\"",
                  "\r\n"));
    }
  }
}
