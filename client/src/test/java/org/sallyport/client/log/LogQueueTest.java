package org.sallyport.client.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.client.Client;
import org.sallyport.client.FakeRealm;
import org.sallyport.client.FakeServer;
import org.sallyport.client.FakeServer.Reply;
import org.sallyport.client.Realms;
import org.sallyport.client.state.StateFolder;
import org.sallyport.testkit.MutableClock;

class LogQueueTest {
  @TempDir private Path parent;
  private final MutableClock clock = Realms.clock();
  private final FakeRealm realm = new FakeRealm(clock);
  private final FakeServer server = FakeServer.start(realm::answer);
  private Client client;
  private StateFolder folder;

  @BeforeEach
  void enrol() throws Exception {
    client = Realms.enrolled(parent.resolve("state"), clock, server.place());
    folder = StateFolder.open(parent.resolve("log"));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private LogQueue queue(long room) {
    return new LogQueue(folder, clock, room);
  }

  private LogLine line(int number, int length) {
    return new LogLine(
        clock.instant(),
        LogLine.Level.info,
        "test",
        Optional.of("x".repeat(length)),
        Map.of("number", Integer.toString(number)));
  }

  private List<String> numbers() {
    return realm.lines().stream()
        .filter(row -> row.event().equals("test"))
        .map(row -> row.fields().get("number"))
        .toList();
  }

  private static List<String> upTo(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
  }

  @Test
  void of_what_servers_refuse_only_the_newest_is_kept() throws Exception {
    var queue = queue(1 << 24);
    server.answer(
        (exchange, body) ->
            exchange.getRequestURI().getPath().equals("/v1/logs")
                ? Reply.problem(400, "wrong", "no")
                : realm.answer(exchange, body));
    for (int batch = 1; batch <= 12; batch++) {
      for (int number = 0; number < 50; number++) {
        queue.add(line(number, 2500));
      }
      queue.upload(client.calls());
    }

    try (var all = Files.list(folder.path())) {
      var refused =
          all.filter(file -> file.getFileName().toString().startsWith("refused-"))
              .mapToLong(file -> file.toFile().length())
              .sum();
      assertThat(refused).isBetween(LogQueue.KEPT / 2, LogQueue.KEPT);
    }
  }

  @Test
  void a_server_that_has_had_enough_for_now_is_asked_later_and_no_line_is_lost() throws Exception {
    var queue = queue(1 << 24);
    queue.add(line(1, 10));
    queue.add(line(2, 10));
    server.answer(
        (exchange, body) ->
            exchange.getRequestURI().getPath().equals("/v1/logs")
                ? Reply.problem(429, "too-fast", "later").with("Retry-After: 2")
                : realm.answer(exchange, body));
    assertThat(queue.upload(client.calls())).isEqualTo(new LogQueue.Outcome.Waits("later"));
    assertThat(queue.waiting()).isEqualTo(2);

    server.answer(realm::answer);
    queue.upload(client.calls());
    assertThat(numbers()).isEqualTo(upTo(2));
  }

  @Test
  void lines_arrive_once_and_in_order_in_batches() throws Exception {
    var queue = queue(1 << 24);
    for (int i = 1; i <= 620; i++) {
      queue.add(line(i, 1));
    }

    assertThat(queue.waiting()).isEqualTo(620);
    assertThat(queue.upload(client.calls())).isEqualTo(new LogQueue.Outcome.Done(620, 0));
    assertThat(queue.upload(client.calls())).isEqualTo(new LogQueue.Outcome.Done(0, 0));
    assertThat(realm.batches()).hasSize(2);
    assertThat(numbers()).isEqualTo(upTo(620));
    assertThat(realm.lines()).extracting(row -> row.fields().get("line")).isEqualTo(upTo(620));
    assertThat(queue.newest(2)).extracting(LogQueue.Shown::place).containsOnly("sent");
  }

  @Test
  void a_batch_whose_answer_was_lost_is_sent_again_under_its_id() throws Exception {
    var queue = queue(1 << 24);
    queue.add(line(1, 1));
    var lost = new AtomicInteger();
    server.answer(
        (exchange, body) -> {
          var reply = realm.answer(exchange, body);
          return exchange.getRequestURI().getPath().equals("/v1/logs")
                  && lost.getAndIncrement() == 0
              ? Reply.problem(503, "store", "gone")
              : reply;
        });

    assertThat(queue.upload(client.calls())).isInstanceOf(LogQueue.Outcome.Waits.class);
    queue.add(line(2, 1));
    clock.advance(Duration.ofMinutes(2));
    assertThat(queue(1 << 24).upload(client.calls())).isEqualTo(new LogQueue.Outcome.Done(2, 0));

    assertThat(realm.batches()).hasSize(3);
    assertThat(realm.batches().get(0)).isEqualTo(realm.batches().get(1));
    assertThat(numbers()).containsExactly("1", "2");
  }

  @Test
  void what_a_crash_left_of_a_line_is_passed_over() throws Exception {
    queue(1 << 24).add(line(1, 1));
    var open = folder.path("open-000000000001.jsonl");
    Files.writeString(open, "{\"at\":\"2026", StandardOpenOption.APPEND);

    queue(1 << 24).add(line(2, 1));
    queue(1 << 24).upload(client.calls());

    assertThat(numbers()).containsExactly("1", "2");
    assertThat(realm.lines()).extracting(row -> row.fields().get("line")).containsExactly("1", "2");
  }

  @Test
  void without_room_the_oldest_lines_give_way_to_a_line_that_counts_them() throws Exception {
    var queue = queue(400_000);
    for (int i = 1; i <= 1200; i++) {
      queue.add(line(i, 800));
    }
    queue.upload(client.calls());

    var gaps = realm.lines().stream().filter(row -> row.event().equals("log-gap")).toList();
    int lost = gaps.stream().mapToInt(row -> Integer.parseInt(row.fields().get("lost"))).sum();
    assertThat(lost).isPositive();
    assertThat(numbers()).hasSize(1200 - lost).endsWith("1200");
    var seen = new ArrayList<Long>();
    realm
        .lines()
        .forEach(
            row -> {
              long from = Long.parseLong(row.fields().get("line"));
              long to = Long.parseLong(row.fields().getOrDefault("to", Long.toString(from)));
              for (long number = from; number <= to; number++) {
                seen.add(number);
              }
            });
    assertThat(seen).isEqualTo(upTo(1200).stream().map(Long::valueOf).toList());
  }

  @Test
  void a_batch_that_no_server_takes_is_kept_aside_and_said() throws Exception {
    var queue = queue(1 << 24);
    queue.add(line(1, 1));
    server.answer(
        (exchange, body) ->
            exchange.getRequestURI().getPath().equals("/v1/logs")
                    && new String(body, StandardCharsets.UTF_8).contains("\"test\"")
                ? Reply.problem(400, "line", "line 0 is not a line")
                : realm.answer(exchange, body));

    assertThat(queue.upload(client.calls())).isEqualTo(new LogQueue.Outcome.Done(0, 1));
    assertThat(queue.upload(client.calls())).isEqualTo(new LogQueue.Outcome.Done(1, 0));
    assertThat(realm.events()).containsExactly("log-batch-refused");
    assertThat(queue.newest(10)).extracting(LogQueue.Shown::place).contains("refused");
  }
}
