package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.gateway.continuity.Standing.State;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeMaker;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.TestPki;

/**
 * radclient in front of a gateway with OpenLDAP, Tinyproxy and an authority behind it, three
 * clients that differ in their choice alone, and each way to lose the authority.
 */
class ContinuityChoicesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PASSWORD = "sesame";
  private static final String ACCEPT = "Access-Accept";
  private static final String REJECT = "Access-Reject";

  private static final String CLOSED = "127.0.0.2";
  private static final String VERIFIED = "127.0.0.3";
  private static final String FIRST_FACTOR = "127.0.0.4";

  private final List<AutoCloseable> open = new ArrayList<>();
  @TempDir private Path folder;
  private Slapd directory;
  private LocalAuthority authority;
  private Tinyproxy proxy;
  private @Nullable LocalGateway opened;
  private CodeMaker token;
  private long presses;

  /** What is taken away. */
  enum Loss {
    AUTHORITY(Cause.UNREACHABLE),
    PROXY(Cause.PROXY),
    CERTIFICATE(Cause.CERTIFICATE);

    private final Cause cause;

    Loss(Cause cause) {
      this.cause = cause;
    }
  }

  @BeforeAll
  static void peers() {
    Peers.require("radclient");
  }

  @BeforeEach
  void servers() throws Exception {
    var pki = TestPki.shared();
    directory =
        closing(Slapd.start(folder, "slapd", TestPki.write(folder, "s", pki.server("localhost"))));
    directory.addPerson("ann", PASSWORD);
    authority = closing(LocalAuthority.start(folder.resolve("authority")));
    token = new CodeMaker(authority.addUser("ann"), CodeForm.USUAL);
    proxy = closing(Tinyproxy.start(folder, ""));
  }

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

  private LocalGateway gateway() {
    return Objects.requireNonNull(opened);
  }

  private LocalGateway start(String causes) throws IOException, InterruptedException {
    var place = Files.createDirectories(folder.resolve("gateway"));
    var pki = TestPki.shared();
    certificate(true);
    Command.run(
            "",
            Map.of(),
            "openssl",
            "genpkey",
            "-algorithm",
            "X25519",
            "-out",
            place.resolve("x25519.pem").toString())
        .expectSuccess();
    // Entries of the clients first, for they stand where this text begins.
    var server =
        """
          closed: { address: %s, secret: file:vpn.secret }
          verified: { address: %s, secret: file:vpn.secret, continuity: verified }
          first: { address: %s, secret: file:vpn.secret, continuity: first-factor }
        mode: password-code
        stores: [corp]
        """
            .formatted(CLOSED, VERIFIED, FIRST_FACTOR);
    var sections =
        """
        user-stores:
          corp:
            base-dn: dc=example,dc=com
            connections: [{ url: 'ldap://127.0.0.1:%d' }]
        authority:
          addresses: ['127.0.0.1:%d']
          name: %s
          trust: %s
          certificate: { chain: own.pem, key: file:own.key }
          proxy: { address: '127.0.0.1:%d' }
          connect-timeout: 1s
        continuity:
          mode: automatic
          causes: [%s]
          every: 1s
          timeout: 900ms
          packages: { key: file:x25519.pem, every: 1s }
          state: state
        """
            .formatted(
                directory.port(),
                authority.address().port(),
                LocalAuthority.NAME,
                pki.writeTrust(place),
                proxy.port(),
                causes);
    var gateway = closing(LocalGateway.start(place, server, sections));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.missing()).isEmpty());
    await()
        .atMost(PATIENCE)
        .until(() -> gateway.gateway().view().continuity().orElseThrow().packages() == 1);
    opened = gateway;
    return gateway;
  }

  private void certificate(boolean good) throws IOException {
    var pki = TestPki.shared();
    var place = folder.resolve("gateway");
    TestPki.write(
        place,
        "own",
        good ? pki.client(LocalAuthority.GATEWAY) : pki.expiredClient(LocalAuthority.GATEWAY));
  }

  private void lose(Loss loss) throws Exception {
    switch (loss) {
      case AUTHORITY -> authority.stop();
      case PROXY -> proxy.kill();
      case CERTIFICATE -> certificate(false);
    }
  }

  private void giveBack(Loss loss) throws Exception {
    switch (loss) {
      case AUTHORITY -> authority.restart();
      case PROXY -> closing(proxy.restart());
      case CERTIFICATE -> certificate(true);
    }
  }

  private void awaitState(State state) {
    await()
        .atMost(PATIENCE)
        .until(() -> gateway().gateway().view().continuity().orElseThrow().state() == state);
  }

  /** Presses the token. */
  private String code() {
    return token.code(presses++);
  }

  private String login(String from, String typed) throws Exception {
    var radclient = gateway().radclient();
    var patient = from.equals(CLOSED) ? radclient.patience(2, 1) : radclient;
    return patient.login("ann", typed, "Packet-Src-IP-Address = " + from).code().orElse("silence");
  }

  private void allAskTheAuthority() throws Exception {
    for (var from : List.of(CLOSED, VERIFIED, FIRST_FACTOR)) {
      var code = code();
      assertThat(login(from, PASSWORD + code)).as("a right code from " + from).isEqualTo(ACCEPT);
      assertThat(login(from, PASSWORD + code)).as("once more from " + from).isEqualTo(REJECT);
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void each_choice_lets_in_what_it_says_until_the_authority_is_back(Loss loss) throws Exception {
    var gateway = start("unreachable, proxy, certificate");
    allAskTheAuthority();

    lose(loss);
    awaitState(State.CONTINUITY);
    assertThat(gateway.gateway().view().continuity().orElseThrow().cause()).contains(loss.cause);

    var code = code();
    assertThat(login(CLOSED, PASSWORD + code)).isEqualTo("silence");
    assertThat(login(VERIFIED, PASSWORD + code)).isEqualTo(ACCEPT);
    assertThat(login(VERIFIED, PASSWORD + code)).isEqualTo(REJECT);
    assertThat(login(VERIFIED, "other" + code())).isEqualTo(REJECT);
    assertThat(login(FIRST_FACTOR, PASSWORD + code())).isEqualTo(ACCEPT);
    assertThat(login(FIRST_FACTOR, "other" + code())).isEqualTo(REJECT);

    giveBack(loss);
    awaitState(State.NORMAL);
    assertThat(login(VERIFIED, PASSWORD + code)).as("used in continuity").isEqualTo(REJECT);
    allAskTheAuthority();
  }

  @Test
  void a_certificate_that_has_expired_opens_for_nobody_unless_it_may() throws Exception {
    var gateway = start("unreachable, proxy");
    allAskTheAuthority();

    lose(Loss.CERTIFICATE);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                gateway
                    .gateway()
                    .view()
                    .continuity()
                    .orElseThrow()
                    .cause()
                    .filter(cause -> cause == Cause.CERTIFICATE)
                    .isPresent());
    // A connection from before may still be open, on which the authority believes us.
    await().atMost(PATIENCE).until(() -> login(CLOSED, PASSWORD + code()).equals("silence"));
    for (var from : List.of(CLOSED, VERIFIED, FIRST_FACTOR)) {
      var radclient = gateway.radclient().patience(2, 1);
      var answer = radclient.login("ann", PASSWORD + code(), "Packet-Src-IP-Address = " + from);
      assertThat(answer.code()).as("from " + from).isEmpty();
    }
    giveBack(Loss.CERTIFICATE);
    awaitState(State.NORMAL);
    allAskTheAuthority();
  }
}
