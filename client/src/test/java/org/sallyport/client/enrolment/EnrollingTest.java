package org.sallyport.client.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.client.FakeRealm;
import org.sallyport.client.FakeServer;
import org.sallyport.client.Realms;
import org.sallyport.client.enrolment.Enrolling.Outcome;
import org.sallyport.client.link.LinkWatcher;
import org.sallyport.client.link.Server;
import org.sallyport.client.link.Stamp;
import org.sallyport.client.state.StateFolder;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.MutableClock;
import org.sallyport.testkit.SilentPort;

class EnrollingTest {
  @TempDir private Path parent;
  private final MutableClock clock = Realms.clock();
  private final FakeRealm realm = new FakeRealm(clock);

  private StateFolder folder() throws IOException {
    return StateFolder.open(parent.resolve("state"));
  }

  private Enrolling enrolling() throws IOException {
    return new Enrolling(folder(), clock, Realms.LIMITS, LinkWatcher.none());
  }

  private Outcome enrol(Stamp stamp, Means means) throws Exception {
    return enrolling().enrol(stamp, "laptop", means);
  }

  @Test
  void name_and_password_make_a_client_that_stays_the_same() throws Exception {
    try (var server = FakeServer.start(realm::answer)) {
      var stamp = Realms.stamp(server.place());

      var first = enrol(stamp, Realms.directory());
      var second = enrol(stamp, Realms.directory());

      assertThat(first).isInstanceOf(Outcome.Enrolled.class);
      assertThat(((Outcome.Enrolled) first).as().person().userId())
          .isEqualTo("Ada Lovelace <ada@example.com>");
      assertThat(((Outcome.Enrolled) first).before()).isFalse();
      assertThat(((Outcome.Enrolled) second).before()).isTrue();
      assertThat(realm.clients()).isEqualTo(1);
    }
  }

  @Test
  void what_a_server_refuses_leaves_no_client_and_may_be_tried_again() throws Exception {
    try (var server = FakeServer.start(realm::answer)) {
      var stamp = Realms.stamp(server.place());

      var wrong = enrol(stamp, new Means.Directory("ada", Secret.ofText("wrong")));
      var right = enrol(stamp, new Means.Code(Secret.ofText("CODE-1 \n"), Optional.empty()));

      assertThat(wrong).isEqualTo(new Outcome.Refused("the enrolment is refused"));
      assertThat(right).isInstanceOf(Outcome.Enrolled.class);
    }
  }

  @Test
  void a_message_holds_the_token_that_ends_an_enrolment() throws Exception {
    try (var server = FakeServer.start(realm::answer)) {
      var stamp = Realms.stamp(server.place());

      assertThat(enrol(stamp, new Means.Email(FakeRealm.ADDRESS)))
          .isInstanceOf(Outcome.MailSent.class);
      assertThat(enrolling().confirm(Secret.ofText("nonsense")))
          .isInstanceOf(Outcome.Refused.class);
      assertThat(enrolling().confirm(Secret.ofText("ABCD-EFGH-JKMN-PQRS\n")))
          .isInstanceOf(Outcome.Enrolled.class);
      assertThat(realm.clients()).isEqualTo(1);
    }
  }

  @Test
  void every_request_may_land_on_another_server_with_a_cookie_of_its_own() throws Exception {
    var turn = new AtomicInteger();
    try (var server =
        FakeServer.start(
            (exchange, body) ->
                realm
                    .answer(exchange, body)
                    .with("Set-Cookie: LB=member" + turn.incrementAndGet() + "; Path=/; Secure")
                    .with("Set-Cookie: ovidCookie=not ours"))) {
      var stamp = Realms.stamp(server.place());

      enrol(stamp, new Means.Email(FakeRealm.ADDRESS));

      assertThat(enrolling().confirm(Secret.ofText("ABCD-EFGH-JKMN-PQRS")))
          .isInstanceOf(Outcome.Enrolled.class);
    }
  }

  /** Dies before a request is handled, or after, at each request in turn. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void killed_at_any_step_it_ends_with_one_client(boolean answered) throws Exception {
    for (int step = 1; step <= 4; step++) {
      var state = StateFolder.open(parent.resolve("killed-" + answered + step));
      var one = new FakeRealm(clock);
      var requests = new AtomicInteger();
      int dies = step;
      try (var server =
          FakeServer.start(
              (exchange, body) -> {
                if (requests.incrementAndGet() == dies) {
                  if (answered) {
                    one.answer(exchange, body);
                  }
                  return FakeServer.Reply.json(500, Map.of());
                }
                return one.answer(exchange, body);
              })) {
        var stamp = Realms.stamp(server.place());
        for (int attempt = 0; attempt < 3; attempt++) {
          var enrolling = new Enrolling(state, clock, Realms.LIMITS, LinkWatcher.none());
          enrolling.enrol(stamp, "laptop", new Means.Email(FakeRealm.ADDRESS));
          enrolling.confirm(Secret.ofText("ABCD-EFGH-JKMN-PQRS"));
        }

        assertThat(Enrolment.read(state).orElseThrow().progress())
            .isInstanceOf(Enrolment.Progress.Enrolled.class);
        assertThat(one.clients()).isEqualTo(1);
      }
    }
  }

  @Test
  void id_and_key_are_kept_before_the_first_request() throws Exception {
    Enrolment kept;
    try (var dead = new SilentPort()) {
      var nobody = Realms.stamp(new Server("localhost", dead.number()));
      assertThat(enrol(nobody, Realms.directory())).isInstanceOf(Outcome.Unreachable.class);
      kept = Enrolment.read(folder()).orElseThrow();
      enrol(nobody, Realms.directory());
    }

    assertThat(Enrolment.read(folder()).orElseThrow().id()).isEqualTo(kept.id()).startsWith("e_");
    assertThat(Enrolment.read(folder()).orElseThrow().key().publicKey())
        .isEqualTo(kept.key().publicKey());
  }

  @Test
  void nothing_that_is_secret_is_kept_but_the_device_key() throws Exception {
    try (var server = FakeServer.start(realm::answer)) {
      enrol(Realms.stamp(server.place()), Realms.directory());

      assertThat(
              new String(
                  folder().read("enrolment.json").orElseThrow(),
                  java.nio.charset.StandardCharsets.UTF_8))
          .doesNotContain("secret\"");
    }
  }

  @Test
  void a_clock_that_is_off_is_corrected_by_the_servers() throws Exception {
    var rightly = new FakeRealm(InstantSource.system());
    try (var server = FakeServer.start(rightly::answer)) {
      var fast = MutableClock.at(InstantSource.system());
      fast.advance(Duration.ofHours(3));

      var outcome =
          new Enrolling(folder(), fast, Realms.LIMITS, LinkWatcher.none())
              .enrol(Realms.stamp(server.place()), "laptop", Realms.directory());

      assertThat(outcome).isInstanceOf(Outcome.Enrolled.class);
      assertThat(server.seen()).hasSize(2);
    }
  }

  @Test
  void another_organisation_key_than_the_stamps_is_refused() throws Exception {
    try (var server = FakeServer.start(realm::answer)) {
      var plain = Realms.stamp(server.place());
      var other = new Fingerprint("0123456789ABCDEF0123456789ABCDEF01234567");
      var stamp = new Stamp(plain.servers(), "Example Ltd", Optional.of(other), plain.trust());

      assertThat(enrol(stamp, Realms.directory()))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.sentence()).contains(other.hex(), "the stamp names"));
      assertThat(List.of(Enrolment.read(folder()).orElseThrow().progress()))
          .containsExactly(new Enrolment.Progress.Begun());
    }
  }
}
