package org.sallyport.encryption.mailtrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
final class MailTracesTest {
  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir private Path folder;
  private TestDomain at;
  private MailTraces traces;

  @BeforeEach
  void open() {
    at = stores.open(folder);
    traces = at.domain.mailTraces();
  }

  @AfterEach
  void close() {
    at.close();
  }

  private MailTrace keep(String messageId, String sender, String recipient, String form) {
    var trace =
        new MailTrace(
            MailTraces.nextId(),
            at.clock.instant(),
            "node1",
            "outbound",
            messageId,
            sender,
            1234,
            List.of(
                new MailTrace.Recipient(
                    recipient,
                    "outbound",
                    List.of("outbound", "partners"),
                    "partners",
                    "one",
                    3,
                    form,
                    "the subject begins with \"[encrypt]\"",
                    "It was encrypted.",
                    List.of(new MailTrace.Key("AB".repeat(20), "wkd", "found")))));
    at.store.write(
        in -> {
          traces.record(in, trace);
          return true;
        });
    at.clock.advance(Duration.ofSeconds(1));
    return trace;
  }

  private List<MailTrace> search(TraceQuery query, Optional<MailTrace> before, int limit) {
    return at.store.read(in -> traces.search(in, query, before, limit));
  }

  private static TraceQuery by(String address, String messageId, String form) {
    return new TraceQuery(
        Optional.of(address).filter(each -> !each.isEmpty()),
        Optional.of(messageId).filter(each -> !each.isEmpty()),
        Optional.of(form).filter(each -> !each.isEmpty()),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void a_trace_is_found_as_it_was_kept() {
    var kept = keep("<1@example.com>", "Ada@Example.com", "Bert@partner.example", "encrypted");

    var found = at.store.read(in -> traces.find(in, kept.id()));

    assertThat(found).contains(kept);
    assertThat(kept.sender()).isEqualTo("ada@example.com");
    assertThat(kept.recipients().getFirst().address()).isEqualTo("bert@partner.example");
  }

  @Test
  void traces_are_found_by_what_they_say() {
    var first = keep("<1@example.com>", "ada@example.com", "bert@partner.example", "encrypted");
    var second = keep("<2@example.com>", "bert@partner.example", "carl@example.com", "untouched");

    assertThat(search(by("ADA@example.com", "", ""), Optional.empty(), 9)).containsExactly(first);
    assertThat(search(by("bert@partner.example", "", ""), Optional.empty(), 9))
        .containsExactly(second, first);
    assertThat(search(by("", "<2@example.com>", ""), Optional.empty(), 9)).containsExactly(second);
    assertThat(search(by("", "", "encrypted"), Optional.empty(), 9)).containsExactly(first);
    assertThat(search(by("", "", "bounced"), Optional.empty(), 9)).isEmpty();
    var time =
        new TraceQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(second.at()),
            Optional.of(second.at().plusMillis(1)));
    assertThat(search(time, Optional.empty(), 9)).containsExactly(second);
  }

  @Test
  void pages_follow_each_other_without_a_gap() {
    for (int i = 0; i < 5; i++) {
      keep("<" + i + "@example.com>", "ada@example.com", "bert@partner.example", "encrypted");
    }

    var first = search(TraceQuery.ALL, Optional.empty(), 3);
    var second = search(TraceQuery.ALL, Optional.of(first.getLast()), 3);

    assertThat(first)
        .extracting(MailTrace::messageId)
        .containsExactly("<4@example.com>", "<3@example.com>", "<2@example.com>");
    assertThat(second)
        .extracting(MailTrace::messageId)
        .containsExactly("<1@example.com>", "<0@example.com>");
  }

  @Test
  void what_became_of_it_stands_behind_it_in_order() {
    var kept = keep("<1@example.com>", "ada@example.com", "bert@partner.example", "encrypted");
    at.store.write(
        in -> {
          traces.note(in, kept.id(), "Bert@partner.example", "deferred", "451 later");
          at.clock.advance(Duration.ofSeconds(9));
          traces.note(in, kept.id(), "bert@partner.example", "delivered", "250 " + "x".repeat(999));
          traces.note(in, "t-nobody", "bert@partner.example", "delivered", "250");
          return true;
        });

    var events = at.store.read(in -> traces.events(in, kept.id()));

    assertThat(events).extracting(MailTrace.Event::what).containsExactly("deferred", "delivered");
    assertThat(events.getLast().detail()).hasSize(500);
  }

  @Test
  void old_traces_are_forgotten_with_all_that_belongs_to_them() {
    var old = keep("<1@example.com>", "ada@example.com", "bert@partner.example", "encrypted");
    at.store.write(
        in -> {
          traces.note(in, old.id(), "bert@partner.example", "delivered", "");
          return true;
        });
    var young = keep("<2@example.com>", "ada@example.com", "bert@partner.example", "encrypted");

    int forgotten = at.store.write(in -> traces.forget(in, young.at()));

    assertThat(forgotten).isEqualTo(1);
    assertThat(search(TraceQuery.ALL, Optional.empty(), 9)).containsExactly(young);
    var events = at.store.read(in -> traces.events(in, old.id()));
    assertThat(events).isEmpty();
  }
}
