package org.sallyport.encryption.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;

@ParameterizedClass
@EnumSource
class ClientLogsTest {
  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir private Path folder;
  private TestDomain at;
  private ClientLogs logs;

  @BeforeEach
  void open() {
    at = stores.open(folder);
    logs = at.domain.logs();
  }

  @AfterEach
  void close() {
    at.close();
  }

  private LogLine line(LogLevel level, String event, String text) {
    return new LogLine(at.clock.instant(), level, event, Optional.of(text), Map.of());
  }

  private static List<String> texts(LogPage page) {
    return page.lines().stream().map(each -> each.line().text().orElse("")).toList();
  }

  private static LogQuery byText(String text) {
    return new LogQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(text),
        Optional.empty(),
        Optional.empty());
  }

  private void three() {
    logs.accept(
        "c_one",
        at.consumer("ada@example.com").id(),
        new LogBatch(
            "b_00000001",
            List.of(
                line(LogLevel.INFO, "started", "first"),
                line(LogLevel.ERROR, "failed", "Second"))));
    at.clock.advance(Duration.ofHours(1));
    logs.accept(
        "c_two",
        at.consumer("bob@example.com").id(),
        new LogBatch("b_00000001", List.of(line(LogLevel.WARN, "fail_ed", "third"))));
  }

  @Test
  void a_batch_that_comes_again_is_known_and_doubles_nothing() {
    var batch = new LogBatch("b_00000001", List.of(line(LogLevel.INFO, "started", "one")));

    assertThat(logs.accept("c_one", "u_a", batch)).isEqualTo(new ClientLogs.Accepted(1, false));
    assertThat(logs.accept("c_one", "u_a", batch)).isEqualTo(new ClientLogs.Accepted(1, true));
    assertThat(logs.accept("c_two", "u_b", batch).known()).isFalse();

    assertThat(logs.page(LogQuery.ALL, OptionalLong.empty(), 10).lines()).hasSize(2);
  }

  @Test
  void what_was_sent_is_what_is_kept() {
    var line =
        new LogLine(
            Instant.parse("2026-11-21T07:30:00.123456Z"),
            LogLevel.DEBUG,
            "key-renewed",
            Optional.empty(),
            Map.of("fingerprint", "AB", "größe", "\"]"));
    logs.accept(
        "c_one", at.consumer("ada@example.com").id(), new LogBatch("b_12345678", List.of(line)));

    assertThat(logs.page(LogQuery.ALL, OptionalLong.empty(), 10).lines())
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.line()).isEqualTo(line);
              assertThat(kept.client()).isEqualTo("c_one");
              assertThat(kept.address()).isEqualTo("ada@example.com");
              assertThat(kept.received()).isEqualTo(TestDomain.START);
            });
  }

  @Test
  void the_latest_lines_come_first_and_pages_follow_each_other() {
    three();

    var first = logs.page(LogQuery.ALL, OptionalLong.empty(), 2);
    var second = logs.page(LogQuery.ALL, first.next(), 2);

    assertThat(texts(first)).containsExactly("third", "Second");
    assertThat(texts(second)).containsExactly("first");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void every_narrowing_narrows() {
    three();
    var none = Optional.<String>empty();
    var ada = Optional.of(at.consumer("ada@example.com").id());
    var early = Optional.of(TestDomain.START.plusSeconds(60));
    var all = LogQuery.ALL;

    assertThat(
            found(
                new LogQuery(
                    Optional.of("c_one"), none, all.least(), none, none, all.from(), all.to())))
        .containsExactly("Second", "first");
    assertThat(found(new LogQuery(none, ada, all.least(), none, none, all.from(), all.to())))
        .containsExactly("Second", "first");
    assertThat(
            found(
                new LogQuery(
                    none, none, Optional.of(LogLevel.WARN), none, none, all.from(), all.to())))
        .containsExactly("third", "Second");
    assertThat(
            found(
                new LogQuery(
                    none, none, all.least(), Optional.of("failed"), none, all.from(), all.to())))
        .containsExactly("Second");
    assertThat(
            found(
                new LogQuery(
                    none, none, all.least(), Optional.of("fail_ed"), none, all.from(), all.to())))
        .containsExactly("third");
    assertThat(found(byText("second"))).containsExactly("Second");
    assertThat(found(new LogQuery(none, none, all.least(), none, none, early, all.to())))
        .containsExactly("third");
    assertThat(found(new LogQuery(none, none, all.least(), none, none, all.from(), early)))
        .containsExactly("Second", "first");
  }

  private List<String> found(LogQuery query) {
    return texts(logs.page(query, OptionalLong.empty(), 10));
  }

  @Test
  void many_batches_are_paged_in_both_directions_without_gap_or_repetition() {
    var expected = new ArrayList<String>();
    at.store.write(
        in -> {
          for (int i = 0; i < 450; i++) {
            in.run(
                "INSERT INTO log_batches (client, batch, consumer, received, first_at, last_at,"
                    + " levels, events, lines) VALUES ('c','b_' || ?,'u',?,?,?,2,' e ',?)",
                i,
                TestDomain.START,
                TestDomain.START,
                TestDomain.START,
                LineColumn.text(
                    List.of(line(LogLevel.INFO, "e", i + "a"), line(LogLevel.INFO, "e", i + "b"))));
          }
          return true;
        });
    IntStream.range(0, 450).forEach(i -> expected.addAll(List.of(i + "a", i + "b")));

    var up = new ArrayList<String>();
    var page = logs.following(LogQuery.ALL, OptionalLong.empty(), 7);
    up.addAll(texts(page));
    while (page.next().isPresent()) {
      page = logs.following(LogQuery.ALL, page.next(), 7);
      up.addAll(texts(page));
    }
    var down = new ArrayList<String>();
    page = logs.page(LogQuery.ALL, OptionalLong.empty(), 333);
    down.addAll(texts(page));
    while (page.next().isPresent()) {
      page = logs.page(LogQuery.ALL, page.next(), 333);
      down.addAll(texts(page));
    }

    assertThat(up).isEqualTo(expected);
    assertThat(down.reversed()).isEqualTo(expected);
    assertThat(found(byText("nowhere"))).isEmpty();
  }

  @Test
  void an_export_has_every_line_oldest_first_and_no_formula() throws IOException {
    three();
    logs.accept(
        "c_two",
        "u_x",
        new LogBatch("b_00000002", List.of(line(LogLevel.INFO, "odd", "=1+1, \"quoted\""))));
    var csv = new ByteArrayOutputStream();
    var json = new ByteArrayOutputStream();

    var time = Duration.ofMinutes(5);
    assertThat(logs.export(LogQuery.ALL, LogFormat.CSV, csv, time))
        .isEqualTo(new ClientLogs.Exported.Whole(4));
    assertThat(logs.export(LogQuery.ALL, LogFormat.JSON_LINES, json, time))
        .isEqualTo(new ClientLogs.Exported.Whole(4));
    assertThat(
            logs.export(
                LogQuery.ALL, LogFormat.CSV, new ByteArrayOutputStream(), Duration.ofNanos(-1)))
        .isEqualTo(new ClientLogs.Exported.TooLong());

    var rows = csv.toString(UTF_8).split("\r\n", -1);
    assertThat(rows[0])
        .isEqualTo("position,received,at,level,event,client,consumer,address,text,fields");
    assertThat(rows[1])
        .startsWith("512,2026-11-22T08:00:00Z,2026-11-22T08:00:00Z,info,started,c_one,u_")
        .endsWith(",ada@example.com,first,");
    assertThat(rows[4]).endsWith(",\"'=1+1, \"\"quoted\"\"\",");
    assertThat(rows).hasSize(6);
    assertThat(json.toString(UTF_8).lines().findFirst().orElseThrow())
        .startsWith("{\"position\":512,\"received\":\"2026-11-22T08:00:00Z\"")
        .endsWith("\"address\":\"ada@example.com\",\"text\":\"first\"}");
  }

  @Test
  void old_batches_are_forgotten_and_younger_ones_stay() {
    three();

    assertThat(logs.forget(TestDomain.START.plusSeconds(60))).isEqualTo(1);

    assertThat(found(LogQuery.ALL)).containsExactly("third");
  }
}
