package org.sallyport.gateway.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.MutableClock;

final class AuthorityClientTest {
  private static final String KEY = "0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final MutableClock clock = new MutableClock(Instant.now());

  @AfterEach
  void end() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private AuthorityClient client(FakeAuthority authority) throws Exception {
    open.add(authority);
    var settings =
        FakeAuthority.settings(
            folder,
            FakeAuthority.PKI.client("gateway1.example.com"),
            Optional.empty(),
            authority.address());
    var link = AuthorityLink.open(settings, clock).orElseThrow();
    open.add(link);
    return new AuthorityClient(link, settings, clock);
  }

  private AuthorityClient client(HttpOrigin.Script script) throws Exception {
    return client(FakeAuthority.scripted(script, 0));
  }

  @Test
  void codes_are_right_wrong_or_of_nobody() throws Exception {
    var client = client(FakeAuthority.start());
    assertThat(client.check("ada", "123456", KEY)).isEqualTo(new Answer.Accepted("c_1"));
    assertThat(client.check("ada", "654321", KEY)).isEqualTo(new Answer.Refused("wrong code"));
    assertThat(client.check("nobody", "123456", KEY)).isEqualTo(new Answer.Unknown());
  }

  @Test
  void what_cannot_be_a_code_or_a_name_is_not_sent() throws Exception {
    var authority = FakeAuthority.start();
    var client = client(authority);
    assertThat(client.check("ada", "", KEY)).isEqualTo(new Answer.Refused("wrong code"));
    assertThat(client.check("ada", "1234\"}", KEY)).isEqualTo(new Answer.Refused("wrong code"));
    assertThat(client.check("a".repeat(129), "123456", KEY)).isEqualTo(new Answer.Unknown());
    assertThat(client.check("a\nb", "123456", KEY)).isEqualTo(new Answer.Unknown());
    assertThat(authority.origin().requests()).isEmpty();
    assertThatThrownBy(() -> client.check("ada", "123456", "short"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void codes_that_come_together_go_together() throws Exception {
    var gate = new CountDownLatch(1);
    var batches = new AtomicInteger();
    var client =
        client(
            (request, connection) -> {
              batches.incrementAndGet();
              awaitOpen(gate);
              FakeAuthority.answer(request, connection);
            });
    try (var logins = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Answer>>();
      for (int i = 0; i < 600; i++) {
        var code = i % 2 == 0 ? "123456" : "000000";
        var user = "user" + i;
        answers.add(logins.submit(() -> client.check(user, code, KEY)));
      }
      await().atMost(PATIENCE).until(() -> batches.get() == 2);
      gate.countDown();
      for (int i = 0; i < answers.size(); i++) {
        var expected = i % 2 == 0 ? new Answer.Accepted("c_1") : new Answer.Refused("wrong code");
        assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(expected);
      }
    }
    assertThat(batches.get()).isBetween(3, 30);
  }

  private static void awaitOpen(CountDownLatch gate) {
    try {
      if (!gate.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("the gate stayed shut");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void one_item_that_the_authority_cannot_read_fails_alone() throws Exception {
    var gate = new CountDownLatch(1);
    var client =
        client(
            (request, connection) -> {
              awaitOpen(gate);
              if (request.body().contains("\"poison\"")) {
                connection.respond(400, "{}");
              } else {
                FakeAuthority.answer(request, connection);
              }
            });
    try (var logins = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Answer>>();
      for (var user : List.of("a", "b", "c", "poison", "d", "e")) {
        answers.add(logins.submit(() -> client.check(user, "123456", KEY)));
      }
      gate.countDown();
      for (int i = 0; i < answers.size(); i++) {
        var answer = answers.get(i).get(20, TimeUnit.SECONDS);
        assertThat(answer).isInstanceOf(i == 3 ? Answer.Unavailable.class : Answer.Accepted.class);
      }
    }
  }

  @Test
  void codes_that_wait_for_a_lane_are_given_up_when_nobody_answers() throws Exception {
    var gate = new CountDownLatch(1);
    var sent = new AtomicInteger();
    var client =
        client(
            (request, connection) -> {
              sent.incrementAndGet();
              awaitOpen(gate);
              FakeAuthority.answer(request, connection);
            });
    try (var logins = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Answer>>();
      for (int lane = 1; lane <= 2; lane++) {
        answers.add(logins.submit(() -> client.check("ada", "123456", KEY)));
        int busy = lane;
        await().atMost(PATIENCE).until(() -> sent.get() == busy);
      }
      var waiting = logins.submit(() -> client.check("grace", "123456", KEY));
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                client.giveUp();
                return waiting.isDone();
              });
      assertThat(waiting.get()).isInstanceOf(Answer.Unavailable.class);
      gate.countDown();
      for (var answer : answers) {
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(new Answer.Accepted("c_1"));
      }
      assertThat(client.check("grace", "123456", KEY)).isEqualTo(new Answer.Accepted("c_1"));
    }
  }

  @Test
  void an_answer_that_does_not_fit_the_batch_accepts_nobody() throws Exception {
    var client =
        client(
            (request, connection) ->
                connection.respond(
                    200,
                    "{\"results\":[{\"result\":\"accepted\",\"credential\":\"c_1\"},"
                        + "{\"result\":\"accepted\",\"credential\":\"c_1\"}]}"));
    assertThat(client.check("ada", "123456", KEY))
        .isInstanceOfSatisfying(
            Answer.Unavailable.class, it -> assertThat(it.cause()).isEqualTo(Cause.FAULT));
  }

  @Test
  void an_authority_that_is_away_gives_no_verdict() throws Exception {
    var authority = FakeAuthority.start();
    var client = client(authority);
    authority.leave();
    assertThat(client.check("ada", "123456", KEY))
        .isInstanceOfSatisfying(
            Answer.Unavailable.class, it -> assertThat(it.cause()).isEqualTo(Cause.UNREACHABLE));
  }

  @Test
  void factors_are_believed_for_a_minute_and_kept_while_nobody_answers() throws Exception {
    var authority = FakeAuthority.start();
    var client = client(authority);
    var factors = new Enrolment.Enrolled(Set.of(6, 8), true);
    assertThat(client.factors("ada lovelace")).isEqualTo(factors);
    assertThat(client.factors("ada lovelace")).isEqualTo(factors);
    assertThat(authority.targets()).containsExactly("/v1/users/ada%20lovelace/factors");
    clock.advance(Duration.ofSeconds(61));
    client.factors("ada lovelace");
    assertThat(authority.targets()).hasSize(2);
    authority.leave();
    clock.advance(Duration.ofSeconds(61));
    assertThat(client.factors("ada lovelace")).isEqualTo(factors);
    assertThat(client.factors("grace")).isEqualTo(new Enrolment.Unheard());
  }

  @Test
  void a_user_whom_the_authority_does_not_know_has_no_factors() throws Exception {
    assertThat(client(FakeAuthority.start()).factors("nobody")).isEqualTo(new Enrolment.Stranger());
  }

  @Test
  void a_push_is_sent_once_with_its_key_and_waited_for() throws Exception {
    var polls = new AtomicInteger();
    var authority =
        FakeAuthority.scripted(
            (request, connection) -> {
              if (!request.target().startsWith("/v1/challenges/")) {
                connection.respond(
                    202, "{\"id\":\"a_7\",\"number\":\"42\",\"result\":\"pending\"}");
              } else if (polls.incrementAndGet() < 3) {
                connection.respond(200, "{\"decided\":[]}");
              } else {
                connection.respond(200, decided("a_7", "accepted\",\"credential\":\"d_1"));
              }
            },
            0);
    var client = client(authority);
    assertThat(client.push("ada", KEY, new PushOrder("VPN", PATIENCE, true)))
        .isEqualTo(new Pushed.Sent("a_7", "42"));
    assertThat(authority.origin().requests().getFirst().field("Idempotency-Key")).contains(KEY);
    assertThat(authority.origin().requests().getFirst().body())
        .isEqualTo("{\"method\":\"push\",\"display\":{\"title\":\"VPN\"},\"timeout\":\"20s\"}");
    assertThat(client.await("ada", "a_7", PATIENCE)).isEqualTo(new Answer.Accepted("d_1"));
    assertThat(authority.targets()).hasSize(4);
  }

  private static String decided(String id, String result) {
    return "{\"decided\":[{\"id\":\"%s\",\"result\":\"%s\"}]}".formatted(id, result);
  }

  @Test
  void a_push_that_nobody_answers_expires() throws Exception {
    var client = client((request, connection) -> connection.respond(200, "{\"decided\":[]}"));
    assertThat(client.await("ada", "a_7", Duration.ofMillis(300)))
        .isEqualTo(new Answer.Refused("expired"));
  }

  @Test
  void a_push_that_the_authority_does_not_know_has_expired() throws Exception {
    var client =
        client((request, connection) -> connection.respond(200, decided("a_7", "unknown")));
    assertThat(client.await("ada", "a_7", PATIENCE)).isEqualTo(new Answer.Refused("expired"));
  }

  @Test
  void a_push_without_a_number_is_ordered_so() throws Exception {
    var authority =
        FakeAuthority.scripted(
            (request, connection) ->
                connection.respond(202, "{\"id\":\"a_7\",\"result\":\"pending\"}"),
            0);
    var client = client(authority);
    assertThat(client.push("ada", KEY, new PushOrder("VPN", PATIENCE, false)))
        .isEqualTo(new Pushed.Sent("a_7", ""));
    assertThat(authority.origin().requests().getFirst().body())
        .endsWith("\"timeout\":\"20s\",\"number\":false}");
    assertThat(client.push("ada", KEY, new PushOrder("VPN", PATIENCE, true)))
        .isInstanceOf(Pushed.Decided.class);
  }

  @Test
  void a_push_to_who_has_no_device_is_decided_at_once() throws Exception {
    var client =
        client(
            (request, connection) ->
                connection.respond(200, "{\"result\":\"refused\",\"reason\":\"no-credential\"}"));
    assertThat(client.push("ada", KEY, new PushOrder("VPN", PATIENCE, true)))
        .isEqualTo(new Pushed.Decided(new Answer.Refused("no credential")));
  }
}
