package org.sallyport.gateway.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.config.SecretSource;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.kernel.HostPort;
import org.sallyport.pki.Issued;
import org.sallyport.testkit.ConnectProxy;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.TestPki;

final class AuthorityLinkTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** A port that nobody listens on: tcpmux (RFC 1078). */
  private static final HostPort NOBODY = new HostPort("127.0.0.1", 1);

  private static final Duration SHORT = Duration.ofMillis(700);
  private static final Issued CLIENT = FakeAuthority.PKI.client("gateway1.example.com");

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T closing(T opened) {
    open.add(opened);
    return opened;
  }

  private AuthorityLink link(HostPort... where) throws Exception {
    return link(CLIENT, Optional.empty(), where);
  }

  private AuthorityLink link(
      Issued client, Optional<AuthorityLinkSettings.Proxy> proxy, HostPort... where)
      throws Exception {
    var settings = FakeAuthority.settings(folder, client, proxy, where);
    return closing(AuthorityLink.open(settings, InstantSource.system()).orElseThrow());
  }

  private AuthorityLinkSettings.Proxy proxy(ConnectProxy proxy, String user, String password)
      throws Exception {
    Files.writeString(folder.resolve("proxy-password"), password);
    return new AuthorityLinkSettings.Proxy(
        new HostPort("127.0.0.1", proxy.address().getPort()),
        Optional.of(user),
        Optional.of(new SecretSource.File(folder.resolve("proxy-password"))));
  }

  private static AuthorityLinkSettings.Proxy proxy(int port) {
    return new AuthorityLinkSettings.Proxy(
        new HostPort("127.0.0.1", port), Optional.empty(), Optional.empty());
  }

  private static void failsWith(Probed probed, Cause cause, String... words) {
    assertThat(probed)
        .isInstanceOfSatisfying(
            Probed.Failed.class,
            failed -> {
              assertThat(failed.cause()).as(failed.detail()).isEqualTo(cause);
              assertThat(List.of(words)).allMatch(failed.detail()::contains, failed.detail());
            });
  }

  @Test
  void an_authority_that_is_ready_is_reached_on_a_connection_that_is_kept() throws Exception {
    var authority = closing(FakeAuthority.start());
    var link = link(authority.address());
    assertThat(link.probe(LIMIT, true)).isEqualTo(new Probed.Reached());
    assertThat(link.probe(LIMIT, true)).isEqualTo(new Probed.Reached());
    assertThat(authority.origin().accepted()).isEqualTo(1);
    assertThat(link.probe(LIMIT, false)).isEqualTo(new Probed.Reached());
    assertThat(authority.origin().accepted()).isEqualTo(2);
    assertThat(link.status().getFirst().validUntil()).isPresent();
    assertThat(link.ownValidUntil()).isPresent();
  }

  @Test
  void a_port_where_nobody_listens_is_unreachable() throws Exception {
    var link = link(NOBODY);
    failsWith(link.probe(LIMIT, true), Cause.UNREACHABLE, "refused");
  }

  @Test
  void an_authority_that_is_silent_is_unreachable_when_the_time_is_up() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var link = link(new HostPort("127.0.0.1", silent.getLocalPort()));
      failsWith(link.probe(SHORT, true), Cause.UNREACHABLE, "shaken hands");
    }
    var slow = closing(FakeAuthority.scripted((request, connection) -> {}, 0));
    failsWith(link(slow.address()).probe(LIMIT.dividedBy(10), true), Cause.UNREACHABLE, "in time");
  }

  @Test
  void an_authority_that_dies_and_comes_back_is_noticed_each_time() throws Exception {
    var authority = closing(FakeAuthority.start());
    var link = link(authority.address());
    assertThat(link.probe(LIMIT, true)).isEqualTo(new Probed.Reached());
    authority.leave();
    failsWith(link.probe(LIMIT, true), Cause.UNREACHABLE);
    authority.comeBack();
    assertThat(link.probe(LIMIT, true)).isEqualTo(new Probed.Reached());
  }

  @Test
  void a_connection_that_was_closed_meanwhile_costs_no_request() throws Exception {
    var authority = closing(FakeAuthority.start());
    var link = link(authority.address());
    assertThat(link.probe(LIMIT, true)).isEqualTo(new Probed.Reached());
    authority.origin().resetAll();
    assertThat(link.call(Call.get("/v1/health"))).isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void the_second_address_answers_when_the_first_does_not_and_the_first_when_it_is_back()
      throws Exception {
    var first = closing(FakeAuthority.start());
    first.leave();
    var second = closing(FakeAuthority.start());
    var link = link(first.address(), second.address());
    assertThat(link.call(Call.get("/v1/health"))).isInstanceOf(Outcome.Answered.class);
    assertThat(link.status().getFirst().alive()).isFalse();
    first.comeBack();
    assertThat(link.probe(LIMIT, true)).isEqualTo(new Probed.Reached());
    assertThat(link.status().getFirst().alive()).isTrue();
    int before = first.origin().requests().size();
    link.call(Call.get("/v1/health"));
    assertThat(first.origin().requests()).hasSize(before + 1);
  }

  @Test
  void an_expired_certificate_of_ours_is_told_apart() throws Exception {
    var authority = closing(FakeAuthority.start());
    var expired = FakeAuthority.PKI.expiredClient("gateway1.example.com");
    var link = link(expired, Optional.empty(), authority.address());
    failsWith(link.probe(LIMIT, true), Cause.CERTIFICATE);
    var pair = TestPki.write(folder, "gateway1", CLIENT);
    assertThat(pair.chain()).exists();
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(link.probe(LIMIT, true)).isEqualTo(new Probed.Reached()));
  }

  @Test
  void a_certificate_that_the_authority_does_not_believe_is_told_apart() throws Exception {
    var authority = closing(FakeAuthority.start());
    var stranger = TestPki.fresh().client("gateway1.example.com");
    var link = link(stranger, Optional.empty(), authority.address());
    failsWith(link.probe(LIMIT, true), Cause.CERTIFICATE);
  }

  @Test
  void an_expired_certificate_of_the_authority_is_told_apart() throws Exception {
    var expired = FakeAuthority.PKI.expiredServer(FakeAuthority.NAME);
    var authority = closing(FakeAuthority.scripted(FakeAuthority::answer, expired, 0));
    failsWith(link(authority.address()).probe(LIMIT, true), Cause.CERTIFICATE, "expired on");
  }

  @Test
  void a_certificate_for_another_name_is_told_apart() throws Exception {
    var other = FakeAuthority.PKI.server("other.example.com");
    var authority = closing(FakeAuthority.scripted(FakeAuthority::answer, other, 0));
    failsWith(link(authority.address()).probe(LIMIT, true), Cause.CERTIFICATE, "other.example.com");
  }

  @Test
  void a_certificate_that_is_nobodys_at_the_authority_is_told_apart() throws Exception {
    var authority =
        closing(FakeAuthority.scripted((request, connection) -> connection.respond(403, "{}"), 0));
    failsWith(link(authority.address()).probe(LIMIT, true), Cause.CERTIFICATE, "403");
  }

  @Test
  void an_authority_that_says_it_is_unwell_is_told_apart_from_whatever_else_says_503()
      throws Exception {
    for (var unwell : List.of(true, false)) {
      var name = unwell ? "unwell" : "too-many-streams";
      var body = "{\"type\":\"urn:sallyport:problem:" + name + "\"}";
      var authority =
          closing(
              FakeAuthority.scripted((request, connection) -> connection.respond(503, body), 0));
      failsWith(link(authority.address()).probe(LIMIT, true), unwell ? Cause.UNWELL : Cause.FAULT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "220 mail.example.com ESMTP\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n{}",
        "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}",
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
      })
  void what_is_no_answer_of_the_protocol_is_a_fault(String answer) throws Exception {
    var authority =
        closing(
            FakeAuthority.scripted(
                (request, connection) -> {
                  connection.send(answer);
                  connection.close();
                },
                0));
    failsWith(link(authority.address()).probe(LIMIT, true), Cause.FAULT);
  }

  @Test
  void an_address_that_answers_wrongly_is_not_passed_off_as_unreachable() throws Exception {
    var expired = FakeAuthority.PKI.expiredServer(FakeAuthority.NAME);
    var second = closing(FakeAuthority.scripted(FakeAuthority::answer, expired, 0));
    var link = link(NOBODY, second.address());
    failsWith(link.probe(LIMIT, true), Cause.CERTIFICATE);
  }

  @Test
  void chunked_answers_are_read() throws Exception {
    var authority =
        closing(
            FakeAuthority.scripted(
                (request, connection) ->
                    connection.send(
                        String.join(
                            "\r\n",
                            List.of(
                                "HTTP/1.1 200 OK",
                                "Transfer-Encoding: chunked",
                                "",
                                "3",
                                "{\"a",
                                "4;x=y",
                                "\":1}",
                                "0",
                                "Trailer: x",
                                "",
                                ""))),
                0));
    assertThat(link(authority.address()).call(Call.get("/v1/health")))
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            answered -> assertThat(answered.body()).asString().isEqualTo("{\"a\":1}"));
  }

  @Test
  void a_proxy_carries_the_connection_with_and_without_a_password() throws Exception {
    var authority = closing(FakeAuthority.start());
    var anonymous = closing(ConnectProxy.start());
    var plain =
        link(CLIENT, Optional.of(proxy(anonymous.address().getPort())), authority.address());
    assertThat(plain.probe(LIMIT, true)).isEqualTo(new Probed.Reached());
    assertThat(anonymous.heads().getFirst())
        .startsWith("CONNECT 127.0.0.1:" + authority.port() + " HTTP/1.1\r\n");
    var guarded = closing(ConnectProxy.start(0, "gateway:open sesame"));
    var known =
        link(CLIENT, Optional.of(proxy(guarded, "gateway", "open sesame")), authority.address());
    assertThat(known.probe(LIMIT, true)).isEqualTo(new Probed.Reached());
  }

  @Test
  void a_proxy_that_refuses_is_told_apart_and_the_password_is_not_told() throws Exception {
    var authority = closing(FakeAuthority.start());
    var guarded = closing(ConnectProxy.start(0, "gateway:open sesame"));
    var wrong = link(CLIENT, Optional.of(proxy(guarded, "gateway", "sesame")), authority.address());
    failsWith(wrong.probe(LIMIT, true), Cause.PROXY, "407");
    assertThat(wrong.probe(LIMIT, true).toString()).doesNotContain("sesame");
    var strict = closing(ConnectProxy.start());
    strict.answer(403);
    var refused = link(CLIENT, Optional.of(proxy(strict.address().getPort())), authority.address());
    failsWith(refused.probe(LIMIT, true), Cause.PROXY, "403");
  }

  @Test
  void a_proxy_that_is_away_and_an_authority_that_is_away_behind_one_are_told_apart()
      throws Exception {
    var authority = closing(FakeAuthority.start());
    var away = link(CLIENT, Optional.of(proxy(NOBODY.port())), authority.address());
    failsWith(away.probe(LIMIT, true), Cause.PROXY, "the proxy");
    var good = closing(ConnectProxy.start());
    var behind = link(CLIENT, Optional.of(proxy(good.address().getPort())), authority.address());
    assertThat(behind.probe(LIMIT, true)).isEqualTo(new Probed.Reached());
    var nowhere = link(CLIENT, Optional.of(proxy(good.address().getPort())), NOBODY);
    failsWith(nowhere.probe(LIMIT, true), Cause.UNREACHABLE, "502");
    var mute = closing(HttpOrigin.start((request, connection) -> connection.close()));
    var port = mute.address().getPort();
    failsWith(
        link(CLIENT, Optional.of(proxy(port)), authority.address()).probe(LIMIT, true),
        Cause.PROXY,
        "gave no answer");
  }
}
