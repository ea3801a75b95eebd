package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sallyport.authority.Domain;
import org.sallyport.authority.Health;
import org.sallyport.authority.Policies;
import org.sallyport.authority.authentication.Attempt;
import org.sallyport.authority.authentication.Refusal;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.credential.Added;
import org.sallyport.authority.credential.NewCredential;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.ledger.Repeated;
import org.sallyport.authority.push.Challenge;
import org.sallyport.authority.push.Decision;
import org.sallyport.authority.push.Device;
import org.sallyport.authority.push.PushRequest;
import org.sallyport.authority.push.Pushed;
import org.sallyport.authority.user.NewUser;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;
import org.sallyport.oath.CodeMaker;
import org.sallyport.store.Store;
import org.sallyport.store.StoreSettings;
import org.sallyport.testkit.PostgresServer;

/** Two authorities over one PostgreSQL decide as one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
// Its tests in turn; @Execution(SAME_THREAD) would put all such classes into one thread.
@ResourceLock("TwoAuthoritiesIT")
final class TwoAuthoritiesIT {
  private static final Caller CALLER = new Caller("example", "gateway1");
  private static final Secret IGNITION = Secret.ofText("an ignition key of thirty-two octets");
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private PostgresServer server;
  private List<Domain> authorities;

  @BeforeAll
  void start() throws Exception {
    server = PostgresServer.start();
    // Both at once: their migrations must not get in each other's way.
    authorities = together(2, _ -> authority());
  }

  @AfterAll
  void stop() {
    threads.shutdownNow();
    if (authorities != null) {
      for (var one : authorities) {
        one.close();
        one.store().close();
      }
    }
    if (server != null) {
      server.close();
    }
  }

  private Domain authority() {
    var settings =
        new StoreSettings(
            Optional.empty(),
            Optional.of(server.url()),
            Optional.of(PostgresServer.USER),
            Optional.empty(),
            12,
            Duration.ofSeconds(10));
    var password = Optional.of(Secret.ofText(PostgresServer.PASSWORD));
    var store = Store.open(settings, password, Domain.SCHEMA);
    return Domain.open(store, IGNITION, Policies.USUAL, InstantSource.system());
  }

  private Domain one() {
    return authorities.getFirst();
  }

  private Domain other() {
    return authorities.getLast();
  }

  private static <T> T done(Change<T> change) {
    return ((Change.Done<T>) change).value();
  }

  private UserName user() {
    var name = UserName.of("user" + NAMES.incrementAndGet()).orElseThrow();
    var user = new NewUser(name, Optional.empty(), Optional.empty(), UserState.ACTIVE);
    return done(one().store().write(in -> one().users().create(in, CALLER, user))).name();
  }

  private Added device(UserName user) {
    var fresh =
        new NewCredential(
            CodeKind.HOTP, Optional.empty(), Optional.empty(), CodeForm.USUAL, 30, 0, List.of());
    return done(one().store().write(in -> one().credentials().add(in, CALLER, user, fresh)));
  }

  private static String shown(Added device, long counter) {
    return new CodeMaker(device.seed(), CodeForm.USUAL).code(counter);
  }

  private static Attempt attempt(UserName user, String code) {
    return attempt(user, code, "key-%012d".formatted(NAMES.incrementAndGet()));
  }

  private static Attempt attempt(UserName user, String code, String key) {
    return new Attempt(user, code, Optional.empty(), key);
  }

  private <T> List<T> together(int count, IntFunction<T> work) throws Exception {
    var all = new ArrayList<CompletableFuture<T>>();
    for (int i = 0; i < count; i++) {
      int number = i;
      all.add(CompletableFuture.supplyAsync(() -> work.apply(number), threads));
    }
    var values = new ArrayList<T>();
    for (var one : all) {
      values.add(one.get(90, TimeUnit.SECONDS));
    }
    return values;
  }

  @Test
  void a_code_given_to_both_at_once_is_accepted_once() throws Exception {
    var user = user();
    var code = shown(device(user), 0);
    var verdicts =
        together(
            50, i -> authorities.get(i % 2).authentications().check(CALLER, attempt(user, code)));
    assertThat(verdicts).filteredOn(Verdict.Accepted.class::isInstance).hasSize(1);
    assertThat(verdicts)
        .filteredOn(v -> v instanceof Verdict.Refused no && no.reason() == Refusal.REPLAYED)
        .hasSize(49);
  }

  @Test
  void a_key_given_to_both_at_once_has_one_answer() throws Exception {
    var user = user();
    var one = attempt(user, shown(device(user), 0));
    var verdicts = together(30, i -> authorities.get(i % 2).authentications().check(CALLER, one));
    assertThat(verdicts).containsOnly(verdicts.getFirst());
    assertThat(verdicts.getFirst()).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void batches_with_the_same_users_end_without_a_circle() throws Exception {
    var users = new ArrayList<UserName>();
    var devices = new ArrayList<Added>();
    for (int i = 0; i < 10; i++) {
      users.add(user());
      devices.add(device(users.get(i)));
    }
    var verdicts =
        together(
            10,
            round -> {
              var batch = new ArrayList<Attempt>();
              for (int i = 0; i < 10; i++) {
                int at = (i * 7 + round) % 10;
                batch.add(attempt(users.get(at), shown(devices.get(at), round)));
              }
              return authorities.get(round % 2).authentications().check(CALLER, batch);
            });
    long accepted =
        verdicts.stream().flatMap(List::stream).filter(Verdict.Accepted.class::isInstance).count();
    // Counters only go up, so of rounds that overtake each other some codes are replays.
    assertThat(accepted).isBetween(10L, 100L);
  }

  @Test
  void a_change_repeated_at_the_other_is_made_once() throws Exception {
    var made = new AtomicInteger();
    var outcomes =
        together(
            20,
            i -> {
              var domain = authorities.get(i % 2);
              return domain
                  .store()
                  .write(
                      in ->
                          domain
                              .repetitions()
                              .once(
                                  in,
                                  "example",
                                  "one-key-for-all-of-them",
                                  "POST /v1/users",
                                  () -> "reply " + made.incrementAndGet()));
            });
    assertThat(outcomes).filteredOn(Repeated.First.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Repeated.Again.class::isInstance).hasSize(19);
  }

  @Test
  void a_challenge_begun_at_one_is_shown_by_the_other_and_its_decision_comes_back()
      throws Exception {
    var user = user();
    var activation =
        done(one().store().write(in -> one().devices().invite(in, CALLER, user))).code();
    Device phone =
        done(
            other()
                .store()
                .write(in -> other().devices().enrol(in, activation, new byte[32], "phone")));
    CompletableFuture<List<Challenge>> shown =
        CompletableFuture.supplyAsync(
            () -> other().challenges().pending(phone, Duration.ofSeconds(60)), threads);
    var request = new PushRequest("push-key-%09d".formatted(1), "{}", Duration.ofSeconds(60));
    var pending = (Pushed.Pending) one().challenges().begin(CALLER, user, request);
    assertThat(other().challenges().begin(CALLER, user, request)).isEqualTo(pending);
    assertThat(shown.get(30, TimeUnit.SECONDS)).hasSize(1);
    var decided =
        CompletableFuture.supplyAsync(
            () -> one().challenges().await("example", pending.id(), Duration.ofSeconds(50)),
            threads);
    var yes = new Decision(true, Optional.of(pending.number()));
    other().challenges().decide(phone, pending.id(), yes);
    assertThat(decided.get(30, TimeUnit.SECONDS)).isInstanceOf(Pushed.Accepted.class);
  }

  @Test
  void a_database_that_dies_makes_both_unwell_until_it_is_back() throws Exception {
    var user = user();
    var device = device(user);
    assertThat(one().health()).isInstanceOf(Health.Ready.class);
    server.kill();
    assertThat(one().health()).isInstanceOf(Health.Unwell.class);
    server.restart();
    for (var authority : authorities) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> authority.health() instanceof Health.Ready);
    }
    assertThat(other().authentications().check(CALLER, attempt(user, shown(device, 0))))
        .isInstanceOf(Verdict.Accepted.class);
  }
}
