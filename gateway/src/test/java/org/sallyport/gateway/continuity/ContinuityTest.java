package org.sallyport.gateway.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.SecretSource;
import org.sallyport.gateway.alert.Alert.Kind;
import org.sallyport.gateway.alert.AlertSettings;
import org.sallyport.gateway.alert.Alerts;
import org.sallyport.gateway.continuity.ContinuitySettings.Packages;
import org.sallyport.gateway.continuity.ContinuitySettings.Peer;
import org.sallyport.gateway.continuity.Standing.Held;
import org.sallyport.gateway.continuity.Standing.State;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.factor.AuthorityClient;
import org.sallyport.gateway.factor.AuthorityLink;
import org.sallyport.gateway.factor.AuthorityLinkSettings.Proxy;
import org.sallyport.gateway.factor.FakeAuthority;
import org.sallyport.kernel.HostPort;
import org.sallyport.oath.LocalCodes;
import org.sallyport.oath.LocalPackage;
import org.sallyport.oath.PackageSealing;
import org.sallyport.pki.Issued;
import org.sallyport.testkit.ConnectProxy;
import org.sallyport.testkit.HttpOrigin;

/** The whole of continuity before an authority over TLS that is stopped and started. */
final class ContinuityTest {
  private static final String KEY = "0123456789abcdef";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Issued CLIENT = FakeAuthority.PKI.client("gateway1.example.com");

  /** PKCS#8 of RFC 8410 appendix A's form: what precedes the 32 octets of an X25519 key. */
  private static final byte[] PKCS8 = Base64.getDecoder().decode("MC4CAQAwBQYDK2VuBCIEIA==");

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Alerts alerts =
      Alerts.open(new AlertSettings(Optional.empty(), List.of()), "gateway1").orElseThrow();

  @AfterEach
  void end() throws Exception {
    alerts.close();
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T closing(T opened) {
    open.add(opened);
    return opened;
  }

  private Continuity continuity(Settings settings, HostPort authority) throws Exception {
    return continuity(settings, CLIENT, Optional.empty(), authority);
  }

  private Continuity continuity(
      Settings settings, Issued client, Optional<Proxy> proxy, HostPort authority)
      throws Exception {
    var clock = InstantSource.system();
    var linkSettings = FakeAuthority.settings(folder, client, proxy, authority);
    var link = closing(AuthorityLink.open(linkSettings, clock).orElseThrow());
    var continuity =
        closing(
            Continuity.open(
                    settings.build(),
                    link,
                    new AuthorityClient(link, linkSettings, clock),
                    alerts,
                    clock)
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

  private static void awaitReached(Continuity continuity, FakeAuthority authority) {
    await().atMost(LONG).until(() -> !authority.targets().isEmpty());
    awaitState(continuity, State.NORMAL);
  }

  @Test
  void it_is_entered_and_left_without_a_login_that_fails() throws Exception {
    var authority = closing(FakeAuthority.start());
    var continuity = continuity(Settings.automatic(), authority.address());
    var first = continuity.secondFactor(ContinuityChoice.FIRST_FACTOR);
    awaitReached(continuity, authority);
    assertThat(first.check("ada", "000000", KEY)).isEqualTo(new Answer.Refused("wrong code"));
    authority.leave();
    awaitState(continuity, State.CONTINUITY);
    assertThat(first.check("ada", "000000", KEY))
        .isEqualTo(new Answer.Accepted("", Basis.FIRST_FACTOR_ALONE));
    assertThat(continuity.secondFactor(ContinuityChoice.CLOSED).check("ada", "123456", KEY))
        .isInstanceOf(Answer.Unavailable.class);
    assertThat(continuity.available(ContinuityChoice.FIRST_FACTOR)).isTrue();
    assertThat(continuity.available(ContinuityChoice.CLOSED)).isFalse();
    assertThat(continuity.available(ContinuityChoice.VERIFIED)).as("no packages").isFalse();
    authority.comeBack();
    awaitState(continuity, State.NORMAL);
    assertThat(first.check("ada", "000000", KEY)).isEqualTo(new Answer.Refused("wrong code"));
    assertThat(alerts.raised(Kind.CONTINUITY_ENTERED)).isEqualTo(1);
    await().atMost(LONG).until(() -> alerts.raised(Kind.CONTINUITY_LEFT) == 1);
  }

  @Test
  void an_authority_that_hangs_is_noticed_too() throws Exception {
    var hangs = new AtomicBoolean();
    var authority =
        closing(
            FakeAuthority.scripted(
                (request, connection) -> {
                  if (!hangs.get()) {
                    FakeAuthority.answer(request, connection);
                  }
                },
                0));
    var continuity = continuity(Settings.automatic(), authority.address());
    awaitReached(continuity, authority);
    hangs.set(true);
    awaitState(continuity, State.CONTINUITY);
    hangs.set(false);
    awaitState(continuity, State.NORMAL);
  }

  @Test
  void it_is_entered_and_left_behind_a_proxy_whichever_of_the_two_fails() throws Exception {
    var authority = closing(FakeAuthority.start());
    var proxy = closing(ConnectProxy.start());
    int proxyPort = proxy.address().getPort();
    var through =
        new Proxy(new HostPort("127.0.0.1", proxyPort), Optional.empty(), Optional.empty());
    var continuity =
        continuity(Settings.automatic(), CLIENT, Optional.of(through), authority.address());
    awaitReached(continuity, authority);
    authority.leave();
    awaitState(continuity, State.CONTINUITY);
    assertThat(continuity.status().cause()).contains(Answer.Cause.UNREACHABLE);
    authority.comeBack();
    awaitState(continuity, State.NORMAL);
    proxy.answer(403);
    proxy.endTunnels();
    awaitState(continuity, State.CONTINUITY);
    await()
        .atMost(LONG)
        .until(() -> continuity.status().cause().equals(Optional.of(Answer.Cause.PROXY)));
    proxy.answer(200);
    awaitState(continuity, State.NORMAL);
  }

  @Test
  void an_expired_certificate_opens_nothing_and_is_told() throws Exception {
    var authority = closing(FakeAuthority.start());
    var expired = FakeAuthority.PKI.expiredClient("gateway1.example.com");
    var continuity =
        continuity(Settings.automatic(), expired, Optional.empty(), authority.address());
    await().atMost(LONG).until(() -> alerts.raised(Kind.AUTHORITY_AWAY) == 1);
    await().atMost(LONG).until(() -> alerts.raised(Kind.CERTIFICATE_EXPIRES) >= 1);
    assertThat(continuity.status().state()).isEqualTo(State.SUSPECTED);
    assertThat(continuity.status().held()).contains(Held.CAUSE);
    assertThat(continuity.secondFactor(ContinuityChoice.FIRST_FACTOR).check("ada", "1234", KEY))
        .isInstanceOfSatisfying(
            Answer.Unavailable.class,
            it -> assertThat(it.cause()).isEqualTo(Answer.Cause.CERTIFICATE));
  }

  @Test
  void a_gateway_that_is_cut_off_stays_silent_while_its_peer_reaches_the_authority()
      throws Exception {
    var reaches = new AtomicBoolean(true);
    var peer =
        closing(
            HttpOrigin.start(
                (request, connection) ->
                    connection.respond(200, "{\"reached\":" + reaches.get() + "}")));
    Files.writeString(folder.resolve("token"), "peer token of 24 letters");
    var url = "http://127.0.0.1:" + peer.address().getPort();
    var token = Optional.<SecretSource>of(new SecretSource.File(folder.resolve("token")));
    var authority = closing(FakeAuthority.start());
    var continuity =
        continuity(
            Settings.automatic().peer(new Peer(url, token, Optional.empty())), authority.address());
    awaitReached(continuity, authority);
    authority.leave();
    await().atMost(LONG).until(() -> continuity.status().held().equals(Optional.of(Held.PEER)));
    assertThat(continuity.available(ContinuityChoice.FIRST_FACTOR)).isFalse();
    assertThat(continuity.secondFactor(ContinuityChoice.FIRST_FACTOR).check("ada", "123456", KEY))
        .isInstanceOf(Answer.Unavailable.class);
    assertThat(peer.requests().getFirst().line())
        .isEqualTo("GET /api/v1/gateway/continuity HTTP/1.1");
    assertThat(peer.requests().getFirst().field("Authorization"))
        .contains("Bearer peer token of 24 letters");
    reaches.set(false);
    awaitState(continuity, State.CONTINUITY);
  }

  @Test
  void a_peer_that_stalls_within_its_answer_holds_nothing_up() throws Exception {
    var ended = new CountDownLatch(1);
    var peer =
        closing(
            HttpOrigin.start(
                (request, connection) -> {
                  connection.send("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"reached\":");
                  awaitQuietly(ended);
                }));
    var url = "http://127.0.0.1:" + peer.address().getPort();
    var authority = closing(FakeAuthority.start());
    var continuity =
        continuity(
            Settings.automatic().peer(new Peer(url, Optional.empty(), Optional.empty())),
            authority.address());
    awaitReached(continuity, authority);
    authority.leave();
    awaitState(continuity, State.CONTINUITY);
    ended.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void codes_are_verified_by_packages_and_reported_when_the_authority_is_back() throws Exception {
    var scalar = new byte[32];
    new SecureRandom().nextBytes(scalar);
    writeKey(scalar);
    var issuing = new Issuing();
    var authority = closing(FakeAuthority.scripted(issuing::answer, 0));
    var wanted =
        new Packages(
            new SecretSource.File(folder.resolve("x25519.pem")),
            Duration.ofHours(8),
            Duration.ofSeconds(1));
    var continuity =
        continuity(
            Settings.automatic().packages(wanted, folder.resolve("state")), authority.address());
    await().atMost(LONG).until(() -> continuity.status().packages() == 2);
    authority.leave();
    awaitState(continuity, State.CONTINUITY);
    assertThat(continuity.available(ContinuityChoice.VERIFIED)).isTrue();
    var verified = continuity.secondFactor(ContinuityChoice.VERIFIED);
    assertThat(verified.check("ada", "424242", KEY))
        .isEqualTo(new Answer.Accepted("c_ada", Basis.LOCAL_PACKAGE));
    assertThat(verified.check("ada", "424242", KEY))
        .isEqualTo(new Answer.Refused("replayed", Basis.LOCAL_PACKAGE));
    assertThat(verified.check("ada", "111111", KEY))
        .isEqualTo(new Answer.Refused("wrong code", Basis.LOCAL_PACKAGE));
    assertThat(continuity.status().verified()).isEqualTo(1);
    // The last word of continuity is the first to the authority.
    issuing.taken = false;
    authority.comeBack();
    awaitState(continuity, State.NORMAL);
    var another = continuity.secondFactor(ContinuityChoice.CLOSED);
    for (var factor : List.of(verified, another)) {
      assertThat(factor.check("ada", "123456", KEY))
          .as("it would take a code again that was used here")
          .isInstanceOf(Answer.Unavailable.class);
    }
    assertThat(verified.check("grace", "123456", KEY)).isEqualTo(new Answer.Accepted("c_1"));
    issuing.taken = true;
    assertThat(verified.check("ada", "123456", KEY)).isEqualTo(new Answer.Accepted("c_1"));
    assertThat(issuing.uses)
        .contains("\"user\":\"ada\"", "\"credential\":\"c_ada\"", "\"counter\":7");
  }

  private void writeKey(byte[] scalar) throws IOException {
    var encoded = Arrays.copyOf(PKCS8, PKCS8.length + scalar.length);
    System.arraycopy(scalar, 0, encoded, PKCS8.length, scalar.length);
    Files.writeString(
        folder.resolve("x25519.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(encoded)
            + "\n-----END PRIVATE KEY-----\n");
  }

  /** An authority that issues one package a page, each with the code 424242 at the counter 7. */
  private static final class Issuing {
    private static final Pattern PUBLIC_KEY = Pattern.compile("\"publicKey\":\"([^\"]+)\"");
    private volatile @Nullable String uses;
    private volatile boolean taken = true;

    void answer(HttpOrigin.Request request, HttpOrigin.Connection connection) throws IOException {
      switch (request.target()) {
        case "/v1/continuity/packages" -> connection.respond(200, page(request.body()));
        case "/v1/continuity/uses" -> {
          uses = request.body();
          connection.respond(taken ? 200 : 500, "{}");
        }
        default -> FakeAuthority.answer(request, connection);
      }
    }

    private static String page(String body) {
      var key = PUBLIC_KEY.matcher(body);
      assertThat(key.find()).isTrue();
      var publicKey = Base64.getUrlDecoder().decode(key.group(1));
      boolean second = body.contains("\"after\":\"ada\"");
      var user = second ? "grace" : "ada";
      var now = Instant.now();
      var until = now.plus(Duration.ofHours(8));
      var codes = new LocalCodes.Counted("c_" + user, 6, 7, new int[] {424_242});
      var sealed =
          PackageSealing.seal(new LocalPackage(user, now, until, List.of(codes)), publicKey);
      return "{\"packages\":[{\"user\":\"%s\",\"sealed\":\"%s\"}]%s,\"until\":\"%s\"}"
          .formatted(
              user,
              Base64.getUrlEncoder().withoutPadding().encodeToString(sealed),
              second ? "" : ",\"next\":\"ada\"",
              until);
    }
  }

  @Test
  void a_key_that_is_none_is_named() throws Exception {
    Files.writeString(folder.resolve("x25519.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n");
    var wanted =
        new Packages(
            new SecretSource.File(folder.resolve("x25519.pem")),
            Duration.ofHours(8),
            Duration.ofHours(1));
    assertThat(PackageKeys.read(wanted.key()).toString()).contains("x25519.pem", "X25519");
  }
}
