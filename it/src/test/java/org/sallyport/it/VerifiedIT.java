package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeMaker;
import org.sallyport.testkit.TestPki;

/** Codes that are verified without the authority that issued their packages, and its return. */
final class VerifiedIT {
  private static final Duration LONG = Duration.ofSeconds(60);

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

  private Continuity continuity(LocalAuthority authority) throws Exception {
    var pki = TestPki.shared();
    var pair = TestPki.write(folder, "gateway1", pki.client(LocalAuthority.GATEWAY));
    var key = folder.resolve("x25519.pem");
    Command.run("", Map.of(), "openssl", "genpkey", "-algorithm", "X25519", "-out", key.toString())
        .expectSuccess();
    var link =
        new AuthorityLinkSettings(
            List.of(authority.address()),
            Optional.of(LocalAuthority.NAME),
            Optional.of(pki.writeTrust(folder)),
            Optional.empty(),
            new AuthorityLinkSettings.Certificate(pair.chain(), new SecretSource.File(pair.key())),
            Optional.empty(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            2,
            Duration.ofSeconds(60));
    var settings =
        new ContinuitySettings(
            ContinuitySettings.Mode.AUTOMATIC,
            List.of(Cause.UNREACHABLE),
            Duration.ofSeconds(1),
            Duration.ofMillis(900),
            2,
            2,
            Duration.ofHours(1),
            List.of(),
            Optional.of(
                new ContinuitySettings.Packages(
                    new SecretSource.File(key), Duration.ofHours(1), Duration.ofSeconds(1))),
            folder.resolve("state"));
    var clock = InstantSource.system();
    var opened = closing(AuthorityLink.open(link, clock).orElseThrow());
    var alerts =
        closing(
            Alerts.open(new AlertSettings(Optional.empty(), List.of()), "gateway1").orElseThrow());
    var client = new AuthorityClient(opened, link, clock);
    var continuity =
        closing(Continuity.open(settings, opened, client, alerts, clock).orElseThrow());
    continuity.start();
    return continuity;
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static void awaitState(Continuity continuity, State state) {
    await().atMost(LONG).until(() -> continuity.status().state() == state);
  }

  @Test
  void a_code_is_used_once_whoever_verified_it() throws Exception {
    var authority = closing(LocalAuthority.start(folder.resolve("authority")));
    var codes = new CodeMaker(authority.addUser("ada"), CodeForm.USUAL);
    var continuity = continuity(authority);
    var factor = continuity.secondFactor(ContinuityChoice.VERIFIED);
    await().atMost(LONG).until(() -> continuity.status().packages() == 1);
    assertThat(factor.factors("ada")).isEqualTo(new Enrolment.Enrolled(Set.of(6), false));
    await()
        .atMost(LONG) // a probe that is slow for once keeps the authority from being asked
        .until(() -> factor.factors("nobody").equals(new Enrolment.Stranger()));
    assertThat(factor.check("nobody", "123456", key())).isEqualTo(new Answer.Unknown());
    assertThat(factor.check("Ada", codes.code(0), key()))
        .isInstanceOfSatisfying(
            Answer.Accepted.class, it -> assertThat(it.basis()).isEqualTo(Basis.AUTHORITY));
    assertThat(factor.check("ada", codes.code(0), key())).isEqualTo(new Answer.Refused("replayed"));

    authority.stop();
    awaitState(continuity, State.CONTINUITY);
    assertThat(factor.check("ada", codes.code(0), key()))
        .isEqualTo(new Answer.Refused("replayed", Basis.LOCAL_PACKAGE));
    assertThat(factor.check("ada", codes.code(1), key()))
        .isInstanceOfSatisfying(
            Answer.Accepted.class, it -> assertThat(it.basis()).isEqualTo(Basis.LOCAL_PACKAGE));
    assertThat(factor.check("ada", codes.code(1), key()))
        .isEqualTo(new Answer.Refused("replayed", Basis.LOCAL_PACKAGE));
    assertThat(factor.check("grace", codes.code(2), key()))
        .isEqualTo(new Answer.Unavailable(Cause.UNREACHABLE, "no local package"));

    authority.restart();
    awaitState(continuity, State.NORMAL);
    var closed = continuity.secondFactor(ContinuityChoice.CLOSED);
    assertThat(closed.check("ada", codes.code(1), key()))
        .as("the authority is told before it is asked")
        .isEqualTo(new Answer.Refused("replayed"));
    assertThat(factor.check("ada", codes.code(2), key())).isInstanceOf(Answer.Accepted.class);
  }
}
