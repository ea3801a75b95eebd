package org.sallyport.encryption.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
import org.sallyport.encryption.client.Standing.Verdict;

@ParameterizedClass
@EnumSource
class ClientsTest {
  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private TestDomain test;
  private int made;

  @BeforeEach
  void open() {
    test = stores.locked(folder);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private Client client(String address, String name) {
    var key = ByteBuffer.allocate(32).putInt(++made).array();
    var owner = test.consumer(address);
    var added =
        test.store.write(
            in -> test.domain.clients().add(in, owner, new Machine(key, name, "linux"), "code"));
    return ((Added.Done) added).client();
  }

  private Instant seen(Client client) {
    return test.store.read(in -> test.domain.clients().find(in, client.id())).orElseThrow().seen();
  }

  private List<String> page(String text, Optional<Client> after) {
    return test.store.read(in -> test.domain.clients().page(in, text, after, 2)).stream()
        .map(each -> each.address() + " " + each.name())
        .toList();
  }

  @Test
  void clients_are_found_by_owner_and_name_page_by_page() {
    client("bob@example.com", "desk");
    client("ada@example.com", "laptop");
    var carol = client("carol@example.com", "Laptop 100%");

    assertThat(page("", Optional.empty()))
        .containsExactly("ada@example.com laptop", "bob@example.com desk");
    assertThat(page("LAPTOP", Optional.empty()))
        .containsExactly("ada@example.com laptop", "carol@example.com Laptop 100%");
    assertThat(page("%", Optional.empty())).containsExactly("carol@example.com Laptop 100%");
    assertThat(page("", Optional.of(carol))).isEmpty();
    assertThat(page("bob", Optional.empty())).containsExactly("bob@example.com desk");
    client("dave@example.com", "Größe");
    assertThat(page("GRÖßE", Optional.empty())).containsExactly("dave@example.com Größe");
  }

  @Test
  void active_clients_that_were_not_heard_of_for_long_are_found() {
    client("ada@example.com", "silent");
    var revoked = client("bob@example.com", "revoked");
    test.store.write(in -> test.domain.clients().revoke(in, "test", revoked.id()));
    test.clock.advance(Duration.ofDays(8));
    client("carol@example.com", "new");

    var since = Optional.of(test.clock.instant().minus(Duration.ofDays(7)));
    List<Client> silent =
        test.store.read(in -> test.domain.clients().page(in, "", since, Optional.empty(), 10));
    assertThat(silent).extracting(Client::name).containsExactly("silent");
  }

  @Test
  void a_pulse_counts_minutes_and_forgets_those_of_an_hour_ago() {
    var pulse = new Pulse(test.clock);
    pulse.beat();
    pulse.beat();
    test.clock.advance(Duration.ofMinutes(59));
    pulse.beat();
    assertThat(pulse.lastHour()).hasSize(60).startsWith(2, 0).endsWith(0, 1);
    test.clock.advance(Duration.ofMinutes(1));
    pulse.beat();
    assertThat(pulse.lastHour()).startsWith(0, 0).endsWith(0, 1, 1);
  }

  @Test
  void hearing_of_many_clients_is_written_together_and_hearing_of_none_not_at_all() {
    var some = new ArrayList<Client>();
    for (int i = 0; i < 130; i++) {
      some.add(client("person" + i + "@example.com", "laptop"));
    }
    var silent = client("silent@example.com", "laptop");
    var seen = new LastSeen(test.store, test.clock, new Pulse(test.clock));
    test.clock.advance(Duration.ofHours(1));
    for (int i = 0; i < 3; i++) {
      some.forEach(each -> seen.of(each.id()));
    }
    assertThat(seen(some.getFirst())).isEqualTo(TestDomain.START);

    seen.close();

    assertThat(some).allSatisfy(each -> assertThat(seen(each)).isEqualTo(test.clock.instant()));
    assertThat(seen(silent)).isEqualTo(TestDomain.START);
  }

  @Test
  void a_mistake_in_writing_one_time_ends_no_other() {
    var laptop = client("ada@example.com", "laptop");
    var mistaken = new AtomicBoolean();
    InstantSource clock =
        () -> {
          if (mistaken.compareAndSet(false, true)) {
            throw new UnsupportedOperationException("a mistake");
          }
          return test.clock.instant();
        };
    try (var seen = new LastSeen(test.store, clock, new Pulse(test.clock))) {
      seen.of(laptop.id());
      assertThatCode(seen::write).doesNotThrowAnyException();
      assertThat(mistaken).isTrue();

      test.clock.advance(Duration.ofHours(1));
      seen.of(laptop.id());
      seen.write();
      assertThat(seen(laptop)).isEqualTo(test.clock.instant());
    }
  }

  @Test
  void whoever_is_revoked_is_barred_on_another_node_once_it_looks() {
    var laptop = client("ada@example.com", "laptop");
    try (var other = test.sibling(folder)) {
      var standing = new Standing(other.store, other.domain.generations(), other.clock);
      assertThat(standing.of(laptop.id(), laptop.consumer())).isEqualTo(Verdict.GOOD);

      test.store.write(in -> test.domain.clients().revoke(in, "administrator bob", laptop.id()));
      other.domain.generations().read();

      assertThat(standing.of(laptop.id(), laptop.consumer())).isEqualTo(Verdict.BARRED);
    }
  }

  @Test
  void while_the_store_is_away_what_is_known_holds_and_what_is_not_known_is_nothing() {
    var laptop = client("ada@example.com", "laptop");
    var other = test.sibling(folder);
    var standing = new Standing(other.store, other.domain.generations(), other.clock);
    var late = new Standing(other.store, other.domain.generations(), other.clock);
    assertThat(standing.of(laptop.id(), laptop.consumer())).isEqualTo(Verdict.GOOD);
    other.close();

    assertThat(standing.of(laptop.id(), laptop.consumer())).isEqualTo(Verdict.GOOD);
    assertThat(late.of(laptop.id(), laptop.consumer())).isEqualTo(Verdict.UNKNOWN);
  }
}
