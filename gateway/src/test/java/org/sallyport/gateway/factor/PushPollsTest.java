package org.sallyport.gateway.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.testkit.HttpOrigin;

final class PushPollsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern ID = Pattern.compile("a_[0-9]+");

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Set<String> pending = ConcurrentHashMap.newKeySet();
  private final AtomicInteger polls = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @AfterEach
  void end() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private PushPolls polls(HttpOrigin.Script script) throws Exception {
    var authority = FakeAuthority.scripted(script, 0);
    open.add(authority);
    var settings =
        FakeAuthority.settings(
            folder,
            FakeAuthority.PKI.client("gateway1.example.com"),
            Optional.empty(),
            authority.address());
    var link = AuthorityLink.open(settings, InstantSource.system()).orElseThrow();
    open.add(link);
    return new PushPolls(link);
  }

  /** Approves whatever is not pending; counts the requests about more than one. */
  private void answer(HttpOrigin.Request request, HttpOrigin.Connection connection)
      throws IOException {
    var ids = ID.matcher(request.body()).results().map(found -> found.group()).toList();
    polls.addAndGet(ids.size() > 1 ? 1 : 0);
    most.accumulateAndGet(ids.size(), Math::max);
    var decided = new StringBuilder();
    for (var id : ids) {
      if (!pending.contains(id)) {
        decided
            .append(decided.isEmpty() ? "" : ",")
            .append("{\"id\":\"%s\",\"result\":\"accepted\",".formatted(id))
            .append("\"credential\":\"d_1\"}");
      }
    }
    connection.respond(200, "{\"decided\":[" + decided + "]}");
  }

  @Test
  void ten_thousand_wait_with_few_requests_and_each_gets_its_own_answer() throws Exception {
    var gate = new CountDownLatch(1);
    var polling =
        polls(
            (request, connection) -> {
              awaitOpen(gate);
              answer(request, connection);
            });
    var undecided = "a_9999";
    pending.add(undecided);
    var entering = new CountDownLatch(10_000);
    try (var logins = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Answer>>();
      for (int i = 0; i < 10_000; i++) {
        var id = "a_" + i;
        answers.add(
            logins.submit(
                () -> {
                  entering.countDown();
                  return polling.await(id, PATIENCE);
                }));
      }
      // Lanes that come back before the logins have come find little to ask about at once.
      awaitOpen(entering);
      gate.countDown();
      for (var each : answers.subList(0, 9_999)) {
        assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(new Answer.Accepted("d_1"));
      }
      assertThat(answers.getLast().isDone()).isFalse();
      pending.clear();
      assertThat(answers.getLast().get(60, TimeUnit.SECONDS)).isEqualTo(new Answer.Accepted("d_1"));
    }
    assertThat(most.get()).isBetween(1000, 2000);
    assertThat(polls.get()).isLessThan(100);
  }

  @Test
  void a_push_that_nobody_decides_is_over_with_its_time() throws Exception {
    pending.add("a_1");
    assertThat(polls(this::answer).await("a_1", Duration.ofSeconds(1)))
        .isEqualTo(new Answer.Refused("expired"));
  }

  private static void awaitOpen(CountDownLatch gate) {
    try {
      if (!gate.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the gate stayed shut");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void who_could_not_be_asked_about_is_not_refused() throws Exception {
    var gate = new CountDownLatch(1);
    open.add(gate::countDown);
    var polling =
        polls(
            (request, connection) -> {
              awaitOpen(gate);
              connection.respond(200, "{\"decided\":[]}");
            });
    assertThat(polling.await("a_1", Duration.ofMillis(10))).isInstanceOf(Answer.Unavailable.class);
  }

  @Test
  void an_answer_that_is_none_decides_nothing() throws Exception {
    for (var body :
        List.of(
            "{}",
            "{\"decided\":[1]}",
            "{\"decided\":[{\"id\":\"a_1\",\"result\":\"perhaps\"}]}",
            "{\"decided\":[{\"result\":\"accepted\",\"credential\":\"d_1\"}]}")) {
      var polling = polls((request, connection) -> connection.respond(200, body));
      assertThat(polling.await("a_1", PATIENCE))
          .isInstanceOfSatisfying(
              Answer.Unavailable.class, it -> assertThat(it.cause()).isEqualTo(Cause.FAULT));
    }
  }

  @Test
  void a_push_that_comes_while_every_lane_is_busy_is_asked_about_soon() throws Exception {
    var held = new CountDownLatch(1);
    open.add(held::countDown);
    var asked = ConcurrentHashMap.<String>newKeySet();
    var polling =
        polls(
            (request, connection) -> {
              ID.matcher(request.body()).results().forEach(found -> asked.add(found.group()));
              if (request.target().endsWith("wait=10000ms")) {
                awaitOpen(held);
              }
              answer(request, connection);
            });
    try (var logins = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        var id = "a_" + i;
        pending.add(id);
        logins.submit(() -> polling.await(id, PATIENCE));
        await().atMost(PATIENCE).until(() -> asked.contains(id));
      }
      assertThat(logins.submit(() -> polling.await("a_99", PATIENCE)).get(60, TimeUnit.SECONDS))
          .isEqualTo(new Answer.Accepted("d_1"));
      pending.clear();
      held.countDown();
    }
  }
}
