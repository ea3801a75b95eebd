package org.sallyport.client.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.client.FakeServer;
import org.sallyport.client.FakeServer.Reply;
import org.sallyport.client.state.StateFolder;
import org.sallyport.pki.PemFiles;
import org.sallyport.testkit.MutableClock;
import org.sallyport.testkit.SilentPort;
import org.sallyport.testkit.TestPki;

class LinkTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final List<String> news = new ArrayList<>();

  private final LinkWatcher watcher =
      new LinkWatcher() {
        @Override
        public void lost(Answer.Attempt attempt) {
          news.add("lost " + attempt.server().port());
        }

        @Override
        public void back(Server server) {
          news.add("back " + server.port());
        }
      };

  private Absences absences = Absences.forgotten();

  private static Reply fine(String name) {
    return Reply.json(200, Map.of("name", name));
  }

  private Link link(Server... servers) {
    return link(TestPki.shared(), servers);
  }

  private Link link(TestPki trusted, Server... servers) {
    return link(trusted, Duration.ofSeconds(20), servers);
  }

  private Link link(TestPki trusted, Duration answer, Server... servers) {
    var stamp =
        new Stamp(Arrays.asList(servers), "Example", Optional.empty(), Optional.of(pem(trusted)));
    return new Link(
        stamp,
        clock,
        new LinkLimits(Duration.ofSeconds(5), answer, Duration.ofSeconds(15)),
        watcher,
        absences);
  }

  private static String pem(TestPki pki) {
    return PemFiles.text(pki.bundle());
  }

  private static String body(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Given.class);
    return new String(((Answer.Given) answer).body(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void a_dead_server_makes_way_for_the_next_at_once_and_is_first_again_when_it_is_back()
      throws Exception {
    try (var dead = new SilentPort();
        var second = FakeServer.start((_, _) -> fine("second"));
        var link = link(new Server("localhost", dead.number()), second.place())) {
      assertThat(body(link.ask(Question.get("/v1/server")))).contains("second");
      assertThat(news).containsExactly("lost " + dead.number());

      try (var revived =
          FakeServer.start(
              TestPki.shared().server("localhost"), dead.number(), (_, _) -> fine("first"))) {
        assertThat(body(link.ask(Question.get("/v1/server")))).contains("second");
        clock.advance(Duration.ofSeconds(16));
        assertThat(body(link.ask(Question.get("/v1/server")))).contains("first");
        assertThat(revived.seen()).hasSize(1);
      }
      assertThat(news).containsExactly("lost " + dead.number(), "back " + dead.number());
    }
  }

  @Test
  void a_server_that_dies_within_its_answer_makes_way_for_the_next() throws Exception {
    var over = new CountDownLatch(1);
    try (var half =
            FakeServer.start(
                (exchange, _) -> {
                  exchange.sendResponseHeaders(200, 100);
                  exchange.getResponseBody().write(new byte[50]);
                  exchange.getResponseBody().flush();
                  try {
                    over.await(60, TimeUnit.SECONDS);
                  } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                  }
                  throw new java.io.IOException("the test is over");
                });
        var second = FakeServer.start((_, _) -> fine("second"));
        var link = link(TestPki.shared(), Duration.ofSeconds(5), half.place(), second.place())) {
      var asked = new FutureTask<>(() -> link.ask(Question.get("/v1/server")));
      Thread.ofVirtual().start(asked);

      assertThat(body(asked.get(40, TimeUnit.SECONDS))).contains("second");
      assertThat(news).containsExactly("lost " + half.place().port());
    } finally {
      over.countDown();
    }
  }

  @Test
  void another_process_does_not_wait_for_the_dead_server_and_sees_it_come_back(@TempDir Path state)
      throws Exception {
    absences = Absences.in(StateFolder.open(state.resolve("s")));
    try (var first = FakeServer.start((_, _) -> Reply.problem(503, "locked", "locked"));
        var second = FakeServer.start((_, _) -> fine("second"))) {
      try (var command = link(first.place(), second.place())) {
        command.ask(Question.get("/a"));
      }
      first.answer((_, _) -> fine("first"));
      try (var next = link(first.place(), second.place())) {
        assertThat(body(next.ask(Question.get("/a")))).contains("second");
      }
      assertThat(first.seen()).hasSize(1);
      clock.advance(Duration.ofSeconds(16));
      try (var later = link(first.place(), second.place())) {
        assertThat(body(later.ask(Question.get("/a")))).contains("first");
      }
      assertThat(news)
          .containsExactly("lost " + first.place().port(), "back " + first.place().port());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 421, 502, 504})
  void a_server_that_cannot_serve_makes_way_for_the_next(int status) throws Exception {
    try (var first = FakeServer.start((_, _) -> Reply.problem(status, "locked", "locked"));
        var second = FakeServer.start((_, _) -> fine("second"));
        var link = link(first.place(), second.place())) {
      assertThat(body(link.ask(Question.get("/v1/server")))).contains("second");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 422, 429, 500})
  void what_a_server_refuses_is_refused(int status) throws Exception {
    try (var first = FakeServer.start((_, _) -> Reply.problem(status, "refused", "no\u001b[2J"));
        var second = FakeServer.start((_, _) -> fine("second"));
        var link = link(first.place(), second.place())) {
      var answer = link.ask(Question.get("/v1/server"));

      assertThat(answer).isInstanceOf(Answer.Refused.class);
      assertThat(((Answer.Refused) answer).problem()).isEqualTo("refused");
      assertThat(((Answer.Refused) answer).detail()).isEqualTo("no [2J");
      assertThat(second.seen()).isEmpty();
    }
  }

  @Test
  void a_server_says_for_how_long_it_is_left_alone() throws Exception {
    try (var first =
            FakeServer.start((_, _) -> Reply.problem(503, "locked", "x").with("Retry-After: 2"));
        var second = FakeServer.start((_, _) -> fine("second"));
        var link = link(first.place(), second.place())) {
      link.ask(Question.get("/a"));
      first.answer((_, _) -> fine("first"));
      clock.advance(Duration.ofSeconds(3));

      assertThat(body(link.ask(Question.get("/a")))).contains("first");
    }
  }

  @Test
  void without_any_server_everything_that_was_tried_is_said() throws Exception {
    try (var dead = new SilentPort();
        var second = FakeServer.start((_, _) -> Reply.problem(503, "locked", "is locked"));
        var link = link(new Server("localhost", dead.number()), second.place())) {
      var answer = (Answer.Unreachable) link.ask(Question.get("/a"));

      assertThat(answer.sentence())
          .contains("nobody answers at localhost:" + dead.number(), "503: is locked");
    }
  }

  @Test
  void foreign_cookies_are_given_back_to_the_server_that_set_them_and_to_no_other()
      throws Exception {
    try (var first =
            FakeServer.start(
                (_, _) ->
                    fine("first")
                        .with("Set-Cookie: BALANCER=member one; Path=/; HttpOnly")
                        .with("Set-Cookie: odd")
                        .with("Set-Cookie: other=\"quoted=1\"; SameSite=None; Expires=nonsense"));
        var second = FakeServer.start((_, _) -> fine("second"));
        var link = link(first.place(), second.place())) {
      link.ask(Question.get("/a"));
      link.ask(Question.get("/b"));
      first.answer((_, _) -> fine("x").with("Set-Cookie: BALANCER=; Max-Age=0"));
      link.ask(Question.get("/c"));
      link.ask(Question.get("/d"));
      first.answer((_, _) -> Reply.problem(503, "locked", ""));
      link.ask(Question.get("/e"));

      assertThat(first.seen())
          .extracting(FakeServer.Seen::cookie)
          .startsWith(
              "",
              "BALANCER=member one; other=\"quoted=1\"",
              "BALANCER=member one; other=\"quoted=1\"",
              "other=\"quoted=1\"");
      assertThat(second.seen()).extracting(FakeServer.Seen::cookie).containsExactly("");
    }
  }

  @Test
  void a_certificate_for_other_names_is_refused_with_the_names_and_the_remedy() throws Exception {
    var pki = TestPki.shared();
    try (var server =
            FakeServer.start(
                pki.server("keys.example.net", "other.example.net"), (_, _) -> fine("x"));
        var link = link(server.place())) {
      var answer = (Answer.Unreachable) link.ask(Question.get("/v1/server"));

      var refused = answer.attempts().getFirst().certificate().orElseThrow();
      assertThat(refused.problem()).isEqualTo(RefusedCertificate.Problem.NAME);
      assertThat(refused.names()).containsExactly("keys.example.net", "other.example.net");
      assertThat(answer.sentence())
          .contains(
              "expected one for localhost",
              "it names keys.example.net, other.example.net",
              "issued by CN=Test intermediate",
              "ends 20",
              "Let the administrator");
      assertThat(server.seen()).isEmpty();
    }
  }

  @Test
  void a_certificate_of_another_issuer_is_refused() throws Exception {
    try (var server = FakeServer.start(TestPki.fresh().server("localhost"), (_, _) -> fine("x"));
        var link = link(server.place())) {
      var answer = (Answer.Unreachable) link.ask(Question.get("/v1/server"));

      assertThat(answer.attempts().getFirst().certificate().orElseThrow().problem())
          .isEqualTo(RefusedCertificate.Problem.ISSUER);
      assertThat(server.seen()).isEmpty();
    }
  }

  @Test
  void a_certificate_that_has_ended_is_refused() throws Exception {
    try (var server =
            FakeServer.start(TestPki.shared().expiredServer("localhost"), (_, _) -> fine("x"));
        var link = link(server.place())) {
      var answer = (Answer.Unreachable) link.ask(Question.get("/v1/server"));

      assertThat(answer.attempts().getFirst().certificate().orElseThrow().problem())
          .isEqualTo(RefusedCertificate.Problem.TIME);
    }
  }

  @Test
  void a_proof_is_made_anew_for_every_server() throws Exception {
    var proofs = new ArrayList<String>();
    try (var first = FakeServer.start((_, _) -> Reply.problem(503, "locked", ""));
        var second = FakeServer.start((_, _) -> fine("second"));
        var link = link(first.place(), second.place())) {
      link.ask(
          Question.get("/a")
              .with(
                  () -> {
                    proofs.add("p" + proofs.size());
                    return Map.of("Authorization", proofs.getLast());
                  }));

      assertThat(proofs).containsExactly("p0", "p1");
    }
  }

  @Test
  @SuppressWarnings("try") // that it is closed early is the test
  void a_question_ends_when_the_link_is_closed() throws Exception {
    var arrived = new CountDownLatch(1);
    var answers = new CountDownLatch(1);
    try (var server =
            FakeServer.start(
                (_, _) -> {
                  arrived.countDown();
                  await(answers);
                  return fine("late");
                });
        var link = link(server.place())) {
      var asking = new FutureTask<>(() -> link.ask(Question.get("/a")));
      Thread.ofVirtual().start(asking);
      assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();

      link.close();

      assertThatThrownBy(() -> asking.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(news).isEmpty();
      answers.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }
}
