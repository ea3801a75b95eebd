package org.sallyport.gateway.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.gateway.continuity.ContinuitySettings.Mode;
import org.sallyport.gateway.continuity.Standing.State;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.gateway.factor.Probed;
import org.sallyport.gateway.factor.PushOrder;
import org.sallyport.gateway.factor.Pushed;
import org.sallyport.gateway.factor.SecondFactor;
import org.sallyport.testkit.MutableClock;

final class ContinuedFactorTest {
  private static final String KEY = "0123456789abcdef";
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Answer GONE = new Answer.Unavailable(Cause.UNREACHABLE, "refused");

  private volatile Probed found = new Probed.Reached();
  private volatile Optional<Answer.Unavailable> untold = Optional.empty();
  private volatile Enrolment lastHeard = new Enrolment.Enrolled(Set.of(6), false);
  private volatile Enrolment packaged = new Enrolment.Unheard();
  private final Memory local = new Memory();
  private volatile Answer said = new Answer.Accepted("c_1");
  private final AtomicInteger asked = new AtomicInteger();
  private final MutableClock clock = MutableClock.at(InstantSource.system());
  private final DecisionCounts counts = new DecisionCounts();
  private @Nullable AuthorityWatch watching;

  @AfterEach
  void end() {
    watch().close();
  }

  private AuthorityWatch watch() {
    return Objects.requireNonNull(watching);
  }

  private ContinuedFactor factor(ContinuityChoice choice) {
    return factor(choice, Settings.automatic());
  }

  private ContinuedFactor factor(ContinuityChoice choice, Settings settings) {
    var watch =
        new AuthorityWatch(
            settings.build(), clock, (_, _) -> found, () -> false, (before, after) -> {});
    watching = watch;
    watch.start();
    return new ContinuedFactor(
        choice, new Authority(), _ -> lastHeard, watch, _ -> untold, local, counts, LONG);
  }

  private final class Authority implements SecondFactor {
    @Override
    public Enrolment factors(String user) {
      return new Enrolment.Enrolled(Set.of(8), true);
    }

    @Override
    public Answer check(String user, String code, String key) {
      asked.incrementAndGet();
      return said;
    }

    @Override
    public Pushed push(String user, String key, PushOrder order) {
      asked.incrementAndGet();
      return said instanceof Answer.Accepted
          ? new Pushed.Sent("a_1", "42")
          : new Pushed.Decided(said);
    }

    @Override
    public Answer await(String user, String id, Duration patience) {
      asked.incrementAndGet();
      return said;
    }
  }

  /** Verifies nothing and remembers what was spent. */
  private final class Memory implements LocalCheck {
    private final LocalCheck nothing = new NoPackages();
    final List<String> spent = new CopyOnWriteArrayList<>();

    @Override
    public Answer check(String user, String code) {
      return nothing.check(user, code);
    }

    @Override
    public void spent(String user, String code) {
      spent.add(user + " " + code);
    }

    @Override
    public boolean live() {
      return nothing.live();
    }

    @Override
    public Enrolment factors(String user) {
      return packaged;
    }
  }

  private void lose() {
    said = GONE;
    found = new Probed.Failed(Cause.UNREACHABLE, "refused");
  }

  private void awaitState(State state) {
    await().atMost(LONG).until(() -> watch().standing().state() == state);
  }

  @Test
  void the_authority_decides_while_it_answers() {
    var factor = factor(ContinuityChoice.FIRST_FACTOR);
    assertThat(factor.check("ada", "123456", KEY)).isEqualTo(new Answer.Accepted("c_1"));
    said = new Answer.Refused("wrong code");
    assertThat(factor.check("ada", "123456", KEY)).isEqualTo(said);
  }

  @ParameterizedTest
  @EnumSource(ContinuityChoice.class)
  void what_the_authority_accepts_is_spent_whichever_client_asked(ContinuityChoice choice) {
    var factor = factor(choice);
    factor.check("ada", "123456", KEY);
    said = new Answer.Refused("wrong code");
    factor.check("ada", "654321", KEY);
    assertThat(local.spent).containsExactly("ada 123456");
  }

  @ParameterizedTest
  @EnumSource(ContinuityChoice.class)
  void an_authority_that_cannot_be_told_of_used_codes_is_not_asked(ContinuityChoice choice) {
    var factor = factor(choice);
    untold = Optional.of(new Answer.Unavailable(Cause.FAULT, "not taken"));
    assertThat(factor.check("ada", "123456", KEY)).isEqualTo(untold.get());
    assertThat(asked).hasValue(0);
  }

  @Test
  void a_login_that_is_the_first_to_find_the_authority_gone_is_decided_by_the_choice() {
    var factor = factor(ContinuityChoice.FIRST_FACTOR);
    lose();
    assertThat(factor.check("ada", "123456", KEY))
        .isEqualTo(new Answer.Accepted("", Basis.FIRST_FACTOR_ALONE));
    assertThat(counts.firstFactor()).isEqualTo(1);
  }

  @Test
  void in_continuity_nobody_waits_for_the_authority() {
    var factor = factor(ContinuityChoice.FIRST_FACTOR);
    lose();
    awaitState(State.CONTINUITY);
    factor.check("ada", "123456", KEY);
    assertThat(factor.push("ada", KEY, new PushOrder("VPN", LONG, true)))
        .isEqualTo(new Pushed.Decided(new Answer.Accepted("", Basis.FIRST_FACTOR_ALONE)));
    assertThat(factor.factors("ada")).isEqualTo(new Enrolment.Enrolled(Set.of(6), false));
    assertThat(asked).hasValue(0);
  }

  @Test
  void who_has_a_package_has_a_second_factor_whatever_was_heard_before() {
    var factor = factor(ContinuityChoice.VERIFIED);
    lose();
    awaitState(State.CONTINUITY);
    lastHeard = new Enrolment.None();
    assertThat(factor.factors("ada")).isEqualTo(new Enrolment.None());
    packaged = new Enrolment.Enrolled(Set.of(8), false);
    assertThat(factor.factors("ada")).isEqualTo(packaged);
    lastHeard = new Enrolment.Unheard();
    assertThat(factor.factors("ada")).isEqualTo(packaged);
  }

  @Test
  void closed_lets_nobody_in_and_verified_nobody_without_a_package() {
    var closed = factor(ContinuityChoice.CLOSED);
    lose();
    awaitState(State.CONTINUITY);
    assertThat(closed.check("ada", "123456", KEY)).isInstanceOf(Answer.Unavailable.class);
    assertThat(closed.push("ada", KEY, new PushOrder("VPN", LONG, true)))
        .isInstanceOfSatisfying(
            Pushed.Decided.class,
            decided -> assertThat(decided.answer()).isInstanceOf(Answer.Unavailable.class));
    watch().close();
    var verified = factor(ContinuityChoice.VERIFIED);
    awaitState(State.CONTINUITY);
    assertThat(verified.check("ada", "123456", KEY))
        .as("known to be wrong is only what a package has")
        .isEqualTo(new Answer.Unavailable(Cause.UNREACHABLE, "no local package"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ContinuityChoice.class,
      names = {"CLOSED", "VERIFIED"})
  void a_push_on_its_way_when_the_authority_is_lost_is_not_refused(ContinuityChoice choice) {
    var factor = factor(choice);
    lose();
    assertThat(factor.await("ada", "a_1", Duration.ofSeconds(5)))
        .isInstanceOf(Answer.Unavailable.class);
  }

  @Test
  void an_authority_that_was_away_for_a_moment_is_asked_again_instead() throws Exception {
    var factor = factor(ContinuityChoice.FIRST_FACTOR);
    said = GONE;
    try (var logins = Executors.newVirtualThreadPerTaskExecutor()) {
      var login = logins.submit(() -> factor.check("ada", "123456", KEY));
      await().atMost(LONG).until(() -> asked.get() > 0);
      said = new Answer.Accepted("c_1");
      assertThat(login.get(20, TimeUnit.SECONDS)).isIn(new Answer.Accepted("c_1"), GONE);
    }
    assertThat(counts.firstFactor()).isZero();
  }

  @Test
  void a_cause_that_is_not_allowed_leaves_the_login_without_an_answer() {
    var factor = factor(ContinuityChoice.FIRST_FACTOR);
    said = new Answer.Unavailable(Cause.CERTIFICATE, "expired");
    found = new Probed.Failed(Cause.CERTIFICATE, "expired");
    assertThat(factor.check("ada", "123456", KEY)).isEqualTo(said);
    assertThat(counts.firstFactor()).isZero();
  }

  @Test
  void a_cause_of_the_login_itself_that_is_not_allowed_leaves_it_without_an_answer() {
    var factor = factor(ContinuityChoice.FIRST_FACTOR, Settings.automatic().rise(100));
    lose();
    awaitState(State.CONTINUITY);
    found = new Probed.Reached();
    awaitState(State.RECOVERING);
    said = new Answer.Unavailable(Cause.FAULT, "a batch that was no answer");
    assertThat(factor.check("ada", "123456", KEY)).isEqualTo(said);
    assertThat(factor.push("ada", KEY, new PushOrder("VPN", LONG, true)))
        .isEqualTo(new Pushed.Decided(said));
    assertThat(counts.firstFactor()).isZero();
    said = GONE;
    assertThat(factor.check("ada", "123456", KEY))
        .isEqualTo(new Answer.Accepted("", Basis.FIRST_FACTOR_ALONE));
  }

  @Test
  void an_authority_that_says_it_is_unwell_opens() {
    var factor = factor(ContinuityChoice.FIRST_FACTOR);
    said = new Answer.Unavailable(Cause.UNWELL, "its store is gone");
    found = new Probed.Failed(Cause.UNWELL, "its store is gone");
    assertThat(factor.check("ada", "123456", KEY))
        .isEqualTo(new Answer.Accepted("", Basis.FIRST_FACTOR_ALONE));
  }

  @Test
  void a_push_on_its_way_is_decided_when_continuity_is_entered() {
    var factor = factor(ContinuityChoice.FIRST_FACTOR);
    lose();
    assertThat(factor.await("ada", "a_1", LONG))
        .isEqualTo(new Answer.Accepted("", Basis.FIRST_FACTOR_ALONE));
  }

  @Test
  void while_recovering_the_authority_is_asked_first() {
    var factor = factor(ContinuityChoice.FIRST_FACTOR);
    lose();
    awaitState(State.CONTINUITY);
    found = new Probed.Reached();
    said = new Answer.Refused("wrong code");
    awaitState(State.NORMAL);
    assertThat(factor.check("ada", "000000", KEY)).isEqualTo(said);
  }

  @Test
  void when_the_longest_time_is_over_everybody_is_closed() {
    var factor = factor(ContinuityChoice.FIRST_FACTOR);
    lose();
    awaitState(State.CONTINUITY);
    clock.advance(Duration.ofHours(24));
    assertThat(factor.check("ada", "123456", KEY)).isInstanceOf(Answer.Unavailable.class);
  }

  @Test
  void switched_on_by_hand_the_authority_is_not_asked() {
    var factor = factor(ContinuityChoice.FIRST_FACTOR, Settings.automatic().mode(Mode.ON));
    clock.set(Instant.now().plus(Duration.ofDays(60)));
    assertThat(factor.check("ada", "123456", KEY))
        .isEqualTo(new Answer.Accepted("", Basis.FIRST_FACTOR_ALONE));
    assertThat(asked).hasValue(0);
  }
}
