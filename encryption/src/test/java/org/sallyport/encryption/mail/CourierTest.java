package org.sallyport.encryption.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Transaction;

@ParameterizedClass
@EnumSource
class CourierTest {
  private static final String TEXT = "your token is ABCD-EFGH";

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private TestDomain test;
  private final List<String> handed = Collections.synchronizedList(new ArrayList<>());
  private volatile Handed answer = new Handed.Taken();

  @BeforeEach
  void open() {
    test = stores.open(folder);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private Courier courier(TestDomain node) {
    return new Courier(
        node.store,
        node.domain.outbox(),
        node.domain.vault(),
        (letter, content) -> {
          handed.add(letter.recipient() + " " + content);
          return answer;
        },
        node.clock);
  }

  private void put() {
    test.store.write(this::put);
  }

  private boolean put(Transaction in) {
    test.domain
        .outbox()
        .put(
            in,
            new Letter(
                new Address("ada@example.com"),
                "enrolment-token",
                "Your token",
                Secret.ofText(TEXT),
                test.clock.instant().plus(Duration.ofMinutes(30))));
    return true;
  }

  private KeptLetter kept() {
    return test.store.read(in -> test.domain.outbox().latest(in, Optional.empty(), 1)).getFirst();
  }

  @Test
  void a_letter_is_handed_over_once_and_its_text_forgotten() throws Exception {
    try (var courier = courier(test);
        var sibling = test.sibling(folder);
        var other = courier(sibling)) {
      put();
      assertThat(courier.sendSome()).isTrue();
      assertThat(other.sendSome()).isFalse();
      assertThat(courier.sendSome()).isFalse();
    }
    assertThat(handed).containsExactly("ada@example.com Your token\n" + TEXT);
    assertThat(kept().state()).isEqualTo(KeptLetter.State.SENT);
    assertThat(
            test.store.<Long>read(
                in ->
                    in.first("SELECT length(message) AS n FROM outbox", row -> row.number("n"))
                        .orElseThrow()))
        .isZero();
  }

  @Test
  void a_mistake_in_one_round_ends_no_other() {
    var mistaken = new AtomicBoolean();
    InstantSource clock =
        () -> {
          if (mistaken.compareAndSet(false, true)) {
            throw new UnsupportedOperationException("a mistake");
          }
          return test.clock.instant();
        };
    put();
    var vault = test.domain.vault();
    try (var courier =
        new Courier(
            test.store,
            new Outbox(vault, clock),
            vault,
            (letter, _) -> {
              handed.add(letter.recipient());
              return answer;
            },
            test.clock)) {
      courier.start();

      await().atMost(Duration.ofSeconds(60)).until(() -> handed.size() == 1);
      assertThat(mistaken).isTrue();
    }
  }

  @Test
  void a_letter_of_what_did_not_happen_is_not_sent() throws Exception {
    try (var courier = courier(test)) {
      try {
        test.store.write(
            in -> {
              put(in);
              throw new IllegalStateException("undone");
            });
      } catch (IllegalStateException expected) {
        // that is what undoes it
      }
      assertThat(courier.sendSome()).isFalse();
    }
  }

  @Test
  void what_is_refused_for_now_is_tried_later_and_later() throws Exception {
    answer = new Handed.Later("450 come back");
    try (var courier = courier(test)) {
      put();
      courier.sendSome();
      assertThat(kept().problem()).isEqualTo("450 come back");
      assertThat(courier.sendSome()).isFalse();

      test.clock.advance(Duration.ofSeconds(10));
      assertThat(courier.sendSome()).isTrue();
      test.clock.advance(Duration.ofSeconds(10));
      assertThat(courier.sendSome()).isFalse();
      test.clock.advance(Duration.ofSeconds(20));
      answer = new Handed.Taken();
      assertThat(courier.sendSome()).isTrue();
    }
    assertThat(kept().state()).isEqualTo(KeptLetter.State.SENT);
    assertThat(kept().tries()).isEqualTo(3);
  }

  @Test
  void what_is_refused_for_good_is_given_up() throws Exception {
    answer = new Handed.Refused("550 nobody of that name");
    try (var courier = courier(test)) {
      put();
      courier.sendSome();
    }
    assertThat(kept().state()).isEqualTo(KeptLetter.State.FAILED);
    assertThat(kept().problem()).isEqualTo("550 nobody of that name");
  }

  @Test
  void a_letter_that_is_of_no_use_any_more_is_given_up() throws Exception {
    answer = new Handed.Later("unreachable");
    try (var courier = courier(test)) {
      put();
      for (int i = 0; i < 30; i++) {
        courier.sendSome();
        test.clock.advance(Duration.ofMinutes(2));
      }
    }
    assertThat(kept().state()).isEqualTo(KeptLetter.State.FAILED);
    assertThat(kept().problem()).contains("its time is over").contains("unreachable");
  }

  @Test
  void what_a_dead_node_had_taken_another_sends() throws Exception {
    put();
    test.store.write(test.domain.outbox()::lease); // and dies
    try (var sibling = test.sibling(folder);
        var other = courier(sibling)) {
      assertThat(other.sendSome()).isFalse();
      test.clock.advance(Outbox.LEASE);
      assertThat(other.sendSome()).isTrue();
    }
    assertThat(handed).hasSize(1);
  }

  @Test
  void the_database_does_not_show_what_a_letter_says() throws Exception {
    put();
    for (var file : List.of("encryption.db", "encryption.db-wal")) {
      var path = folder.resolve(file);
      var bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
      assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("ABCD-EFGH");
    }
  }
}
