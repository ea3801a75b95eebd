package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.SecretSource;
import org.sallyport.gateway.alert.AlertSettings;
import org.sallyport.gateway.alert.Alerts;
import org.sallyport.gateway.continuity.Continuity;
import org.sallyport.gateway.continuity.ContinuityChoice;
import org.sallyport.gateway.continuity.ContinuitySettings;
import org.sallyport.gateway.continuity.Standing.State;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.gateway.factor.AuthorityClient;
import org.sallyport.gateway.factor.AuthorityLink;
import org.sallyport.gateway.factor.AuthorityLinkSettings;
import org.sallyport.gateway.factor.SecondFactor;
import org.sallyport.kernel.HostPort;
import org.sallyport.pki.Issued;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.TestPki;

/** Continuity behind Tinyproxy, before an authority over TLS that is stopped and started. */
final class ContinuityIT {
  private static final TestPki PKI = TestPki.shared();
  private static final String NAME = "authority.example.com";
  private static final String KEY = "0123456789abcdef";
  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final AtomicInteger checked = new AtomicInteger();

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

  /** Every code is wrong, so that whoever gets in did so without the authority. */
  private HttpOrigin authority(int port) throws IOException {
    var context = TestPki.context(PKI.server(NAME), PKI.root());
    return closing(
        HttpOrigin.mutual(
            (request, connection) -> {
              if (request.target().equals("/v1/health")) {
                connection.respond(200, "{\"status\":\"ready\"}");
              } else {
                checked.incrementAndGet();
                connection.respond(
                    200, "{\"results\":[{\"result\":\"refused\",\"reason\":\"wrong-code\"}]}");
              }
            },
            context,
            port));
  }

  private AuthorityLinkSettings.Proxy proxy(Tinyproxy proxy, Optional<String> password)
      throws IOException {
    if (password.isEmpty()) {
      return new AuthorityLinkSettings.Proxy(
          new HostPort("127.0.0.1", proxy.port()), Optional.empty(), Optional.empty());
    }
    Files.writeString(folder.resolve("proxy-password"), password.get());
    return new AuthorityLinkSettings.Proxy(
        new HostPort("127.0.0.1", proxy.port()),
        Optional.of("gateway"),
        Optional.of(new SecretSource.File(folder.resolve("proxy-password"))));
  }

  private Continuity continuity(Issued client, AuthorityLinkSettings.Proxy proxy, int port)
      throws IOException {
    var pair = TestPki.write(folder, "gateway1", client);
    var link =
        new AuthorityLinkSettings(
            List.of(new HostPort("127.0.0.1", port)),
            Optional.of(NAME),
            Optional.of(PKI.writeTrust(folder)),
            Optional.empty(),
            new AuthorityLinkSettings.Certificate(pair.chain(), new SecretSource.File(pair.key())),
            Optional.of(proxy),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            2,
            Duration.ofSeconds(60));
    var settings =
        new ContinuitySettings(
            ContinuitySettings.Mode.AUTOMATIC,
            List.of(Cause.UNREACHABLE, Cause.PROXY),
            Duration.ofSeconds(1),
            Duration.ofMillis(700),
            2,
            2,
            Duration.ofHours(1),
            List.of(),
            Optional.empty(),
            folder.resolve("state"));
    var clock = InstantSource.system();
    var opened = closing(AuthorityLink.open(link, clock).orElseThrow());
    var alerts =
        closing(
            Alerts.open(new AlertSettings(Optional.empty(), List.of()), "gateway1").orElseThrow());
    var continuity =
        closing(
            Continuity.open(
                    settings, opened, new AuthorityClient(opened, link, clock), alerts, clock)
                .orElseThrow());
    continuity.start();
    return continuity;
  }

  private static void awaitState(Continuity continuity, State state) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> continuity.status().state() == state);
  }

  private static Answer check(SecondFactor factor) {
    return factor.check("ada", "123456", KEY);
  }

  @Test
  void it_is_entered_and_left_behind_a_proxy_that_demands_a_password() throws Exception {
    int port = FreePorts.take();
    var authority = authority(port);
    var tinyproxy = closing(Tinyproxy.start(folder, "BasicAuth gateway sesame"));
    var continuity =
        continuity(
            PKI.client("gateway1.example.com"), proxy(tinyproxy, Optional.of("sesame")), port);
    var factor = continuity.secondFactor(ContinuityChoice.FIRST_FACTOR);
    await().atMost(LONG).until(() -> !authority.requests().isEmpty());
    awaitState(continuity, State.NORMAL);
    assertThat(check(factor)).isEqualTo(new Answer.Refused("wrong code"));
    authority.close();
    awaitState(continuity, State.CONTINUITY);
    assertThat(continuity.status().cause()).contains(Cause.UNREACHABLE);
    assertThat(check(factor)).isEqualTo(new Answer.Accepted("", Basis.FIRST_FACTOR_ALONE));
    authority(port);
    awaitState(continuity, State.NORMAL);
    assertThat(check(factor)).isEqualTo(new Answer.Refused("wrong code"));
    tinyproxy.kill();
    awaitState(continuity, State.CONTINUITY);
    await().atMost(LONG).until(() -> continuity.status().cause().equals(Optional.of(Cause.PROXY)));
    closing(tinyproxy.restart());
    awaitState(continuity, State.NORMAL);
    assertThat(check(factor)).isEqualTo(new Answer.Refused("wrong code"));
    assertThat(checked).hasValue(3);
  }

  @Test
  void a_proxy_that_wants_a_password_which_nobody_gave_is_named_as_the_cause() throws Exception {
    int port = FreePorts.take();
    authority(port);
    var tinyproxy = closing(Tinyproxy.start(folder, "BasicAuth gateway sesame"));
    var continuity =
        continuity(PKI.client("gateway1.example.com"), proxy(tinyproxy, Optional.empty()), port);
    await().atMost(LONG).until(() -> continuity.status().cause().equals(Optional.of(Cause.PROXY)));
    assertThat(continuity.status().detail()).contains("407");
  }

  @Test
  void an_expired_certificate_behind_a_proxy_lets_nobody_in() throws Exception {
    int port = FreePorts.take();
    authority(port);
    var tinyproxy = closing(Tinyproxy.start(folder, ""));
    var continuity =
        continuity(
            PKI.expiredClient("gateway1.example.com"), proxy(tinyproxy, Optional.empty()), port);
    await()
        .atMost(LONG)
        .until(() -> continuity.status().cause().equals(Optional.of(Cause.CERTIFICATE)));
    var factor = continuity.secondFactor(ContinuityChoice.FIRST_FACTOR);
    assertThat(check(factor)).isInstanceOf(Answer.Unavailable.class);
    assertThat(continuity.status().open()).isFalse();
    // renewed while it runs
    TestPki.write(folder, "gateway1", PKI.client("gateway1.example.com"));
    awaitState(continuity, State.NORMAL);
    assertThat(check(factor)).isEqualTo(new Answer.Refused("wrong code"));
  }
}
