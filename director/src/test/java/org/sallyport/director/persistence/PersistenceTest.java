package org.sallyport.director.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.director.persistence.PersistenceFixture.client;
import static org.sallyport.director.persistence.PersistenceFixture.cookie;
import static org.sallyport.director.persistence.PersistenceFixture.pinned;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.persistence.AffinityTable.Filter;

class PersistenceTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofMillis(1);

  @TempDir Path folder;
  private PersistenceFixture fixture;

  @BeforeEach
  void open() {
    fixture = new PersistenceFixture(folder, 10);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_session_is_found_by_its_cookie_and_by_no_other() {
    var service = fixture.service("keys", null, null);
    service.pin(cookie(service, "abc"), fixture.member("m2"));
    assertThat(pinned(service, cookie(service, "abc"))).isEqualTo("m2");
    assertThat(pinned(service, cookie(service, "abd"))).isNull();
  }

  @Test
  void the_same_cookie_at_another_service_is_another_session() {
    var keys = fixture.service("keys", null, null);
    var portal = fixture.service("portal", null, null);
    keys.pin(cookie(keys, "abc"), fixture.member("m2"));
    assertThat(pinned(portal, cookie(portal, "abc"))).isNull();
  }

  @Test
  void addresses_of_one_prefix_are_one_client() {
    var service = fixture.service("keys", null, null);
    service.pin(client(service, "10.1.2.3"), fixture.member("m2"));
    service.pin(client(service, "2001:db8:1:2::3"), fixture.member("m1"));
    assertThat(pinned(service, client(service, "10.1.2.200"))).isEqualTo("m2");
    assertThat(pinned(service, client(service, "10.1.3.3"))).isNull();
    assertThat(pinned(service, client(service, "2001:db8:1:2:ffff::"))).isEqualTo("m1");
    assertThat(pinned(service, client(service, "2001:db8:1:3::3"))).isNull();
  }

  @Test
  void an_absolute_time_ends_however_busy_the_session_is() {
    var service = fixture.service("keys", HOUR, null);
    var key = cookie(service, "abc");
    service.pin(key, fixture.member("m1"));
    fixture.after(HOUR.minus(MOMENT));
    assertThat(pinned(service, key)).isEqualTo("m1");
    fixture.after(MOMENT);
    assertThat(pinned(service, key)).isNull();
  }

  @Test
  void a_sliding_time_begins_anew_with_each_use() {
    var service = fixture.service("keys", null, HOUR);
    var key = cookie(service, "abc");
    service.pin(key, fixture.member("m1"));
    for (int i = 0; i < 5; i++) {
      fixture.after(HOUR.minus(MOMENT));
      assertThat(pinned(service, key)).isEqualTo("m1");
    }
    fixture.after(HOUR);
    assertThat(pinned(service, key)).isNull();
  }

  @Test
  void a_session_that_is_only_explained_is_not_used() {
    var service = fixture.service("keys", null, HOUR);
    var entry = service.pin(cookie(service, "abc"), fixture.member("m1"));
    fixture.after(HOUR.minus(MOMENT));
    assertThat(service.peek(entry)).isEqualTo(fixture.member("m1"));
    fixture.after(MOMENT);
    assertThat(service.peek(entry)).isNull();
  }

  @Test
  void eight_hours_without_use_end_a_session_where_no_time_is_given() {
    var service = fixture.service("keys", null, null);
    var entry = service.pin(cookie(service, "abc"), fixture.member("m1"));
    assertThat(service.end(entry)).isEqualTo(PersistenceFixture.START.plus(Duration.ofHours(8)));
  }

  @Test
  void a_moved_session_is_pinned_to_the_survivor_and_keeps_its_age() {
    var service = fixture.service("keys", HOUR, null);
    var key = cookie(service, "abc");
    var entry = service.pin(key, fixture.member("m1"));
    fixture.after(HOUR.dividedBy(2));
    assertThat(service.pin(key, fixture.member("m2"))).isSameAs(entry);
    assertThat(service.member(entry)).isEqualTo(fixture.member("m2"));
    fixture.after(HOUR.dividedBy(2));
    assertThat(service.member(entry)).isNull();
  }

  @Test
  void a_removed_session_is_gone_for_those_who_hold_its_entry_too() {
    var service = fixture.service("keys", null, null);
    var key = cookie(service, "abc");
    var entry = service.pin(key, fixture.member("m1"));
    service.remove(key);
    assertThat(service.member(entry)).isNull();
    assertThat(service.find(key)).isNull();
  }

  @Test
  void a_session_survives_a_reload_under_its_members_name() {
    var key = cookie(fixture.service("keys", null, null), "abc");
    fixture.service("keys", null, null).pin(key, fixture.member("m2"));
    fixture.members("m0", "m2");
    var service = fixture.service("keys", null, HOUR);
    assertThat(pinned(service, cookie(service, "abc"))).isEqualTo("m2");
    fixture.members("m0");
    assertThat(pinned(service, cookie(service, "abc"))).isNull();
    fixture.members("m0", "m2");
    assertThat(pinned(service, cookie(service, "abc"))).as("back again").isEqualTo("m2");
  }

  @Test
  void a_reload_changes_the_time_of_sessions_that_are_there() {
    var before = fixture.service("keys", null, null);
    var key = cookie(before, "abc");
    before.pin(key, fixture.member("m1"));
    var after = fixture.service("keys", MOMENT, null);
    fixture.after(MOMENT);
    assertThat(after.find(key)).isNull();
  }

  @Test
  void the_table_is_bounded_and_who_was_not_used_for_longest_leaves() {
    var service = fixture.service("keys", null, null);
    for (int i = 0; i < 10; i++) {
      service.pin(cookie(service, "c" + i), fixture.member("m1"));
      fixture.after(Duration.ofSeconds(1));
    }
    assertThat(pinned(service, cookie(service, "c0"))).isEqualTo("m1");
    service.pin(cookie(service, "c10"), fixture.member("m1"));
    assertThat(fixture.state.table().size()).isEqualTo(10);
    assertThat(pinned(service, cookie(service, "c1"))).isNull();
    assertThat(pinned(service, cookie(service, "c0"))).as("used just now").isEqualTo("m1");
  }

  @Test
  void a_listing_shows_addresses_but_of_a_cookie_only_a_hash() {
    var service = fixture.service("keys", HOUR, null);
    service.pin(client(service, "10.1.2.3"), fixture.member("m1"));
    fixture.after(Duration.ofSeconds(5));
    service.pin(cookie(service, "secret"), fixture.member("m2"));
    var page = fixture.state.table().list(Filter.ALL, 0, 10);
    assertThat(page.total()).isEqualTo(2);
    assertThat(page.rows())
        .extracting(AffinityTable.Row::client, AffinityTable.Row::member)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("cookie", "m2"),
            org.assertj.core.groups.Tuple.tuple("10.1.2.0/24", "m1"));
    assertThat(page.rows()).allSatisfy(row -> assertThat(row.id()).matches("[0-9a-f]{16}"));
    assertThat(page.toString()).doesNotContain("secret");
  }

  @Test
  void a_listing_is_paged_and_filtered() {
    var service = fixture.service("keys", null, null);
    for (int i = 0; i < 9; i++) {
      service.pin(client(service, "10.1." + i + ".1"), fixture.member(i < 3 ? "m1" : "m2"));
      fixture.after(Duration.ofSeconds(1));
    }
    var table = fixture.state.table();
    assertThat(table.list(Filter.ALL, 2, 3).rows())
        .extracting(AffinityTable.Row::client)
        .containsExactly("10.1.6.0/24", "10.1.5.0/24", "10.1.4.0/24");
    assertThat(table.list(filter(null, "m1", null), 0, 10).total()).isEqualTo(3);
    assertThat(table.list(filter("portal", null, null), 0, 10).total()).isZero();
    assertThat(table.list(filter(null, null, "10.1.7."), 0, 10).total()).isEqualTo(1);
    assertThat(table.list(Filter.ALL, 100, 10).rows()).isEmpty();
  }

  @Test
  void entries_are_cleared_one_by_one_by_member_and_all() {
    var service = fixture.service("keys", null, null);
    for (int i = 0; i < 6; i++) {
      service.pin(cookie(service, "c" + i), fixture.member(i < 3 ? "m1" : "m2"));
    }
    var table = fixture.state.table();
    var first = table.list(Filter.ALL, 0, 1).rows().getFirst();
    assertThat(table.clear(first.id())).isTrue();
    assertThat(table.clear(first.id())).isFalse();
    assertThat(table.clear("not an id")).isFalse();
    assertThat(table.size()).isEqualTo(5);
    assertThat(table.clear(filter(null, "m1", null))).isBetween(2, 3);
    assertThat(table.clear(filter("keys", null, null))).isBetween(2, 3);
    assertThat(table.size()).isZero();
  }

  @Test
  void of_two_that_pin_a_new_session_the_first_wins() {
    var service = fixture.service("keys", null, null);
    var key = cookie(service, "abc");
    var won = service.claim(key, null, fixture.member("m1"), true);
    assertThat(service.claim(key, null, fixture.member("m2"), true)).isSameAs(won);
    assertThat(pinned(service, key)).isEqualTo("m1");
  }

  @Test
  void of_two_that_move_a_session_the_first_wins() {
    fixture.members("m1", "m2", "m3");
    var service = fixture.service("keys", null, null);
    var key = cookie(service, "abc");
    service.pin(key, fixture.member("m1"));
    service.claim(key, fixture.member("m1"), fixture.member("m2"), true);
    service.claim(key, fixture.member("m1"), fixture.member("m3"), true);
    assertThat(pinned(service, key)).isEqualTo("m2");
    service.claim(key, fixture.member("m2"), fixture.member("m3"), true);
    assertThat(pinned(service, key)).isEqualTo("m3");
  }

  @Test
  void cookies_that_clients_made_up_push_no_session_out() {
    var service = fixture.service("keys", null, null);
    var idle = cookie(service, "idle");
    service.pin(idle, fixture.member("m1"));
    for (int i = 0; i < 100; i++) {
      service.claim(cookie(service, "made up " + i), null, fixture.member("m2"), false);
    }
    assertThat(pinned(service, idle)).isEqualTo("m1");
    assertThat(fixture.state.table().size()).isEqualTo(10);
  }

  @Test
  void a_cookie_that_a_member_sets_is_no_longer_made_up() {
    var service = fixture.service("keys", null, null);
    var session = cookie(service, "session");
    service.claim(session, null, fixture.member("m1"), false);
    service.pin(session, fixture.member("m1"));
    for (int i = 0; i < 100; i++) {
      service.claim(cookie(service, "made up " + i), null, fixture.member("m2"), false);
    }
    assertThat(pinned(service, session)).isEqualTo("m1");
  }

  @Test
  void a_lookup_allocates_nothing() {
    var service = fixture.service("keys", null, HOUR);
    var key = new AffinityKey();
    var value = "4f1c0b9e-7d1a-4c9e-9d6a-0e4b6a".getBytes(StandardCharsets.US_ASCII);
    service.ofCookie(key, value, 0, value.length);
    service.pin(key, fixture.member("m1"));
    lookUp(service, key, value);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    int found = lookUp(service, key, value);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(found).isEqualTo(100_000);
    assertThat(allocated).as("bytes for all rounds").isLessThan(10_000);
  }

  private static int lookUp(Persistence service, AffinityKey key, byte[] value) {
    int found = 0;
    for (int i = 0; i < 100_000; i++) {
      service.ofCookie(key, value, 0, value.length);
      var entry = service.find(key);
      found += entry != null && service.member(entry) != null ? 1 : 0;
    }
    return found;
  }

  @Test
  void sessions_are_found_while_others_come_and_go_on_other_threads() throws InterruptedException {
    close();
    fixture = new PersistenceFixture(folder, 100_000);
    var service = fixture.service("keys", null, null);
    var own = IntStream.range(0, 200).mapToObj(i -> cookie(service, "own" + i)).toList();
    own.forEach(key -> service.pin(key, fixture.member("m1")));
    List<Thread> others = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      int number = t;
      others.add(Thread.ofPlatform().start(() -> churn(service, number)));
    }
    int missed = 0;
    for (int round = 0; round < 200; round++) {
      for (var key : own) {
        missed += "m1".equals(pinned(service, key)) ? 0 : 1;
      }
    }
    for (var other : others) {
      other.join();
    }
    assertThat(missed).isZero();
    assertThat(fixture.state.table().size()).isEqualTo(200 + 3 * 5000);
  }

  private void churn(Persistence service, int number) {
    for (int i = 0; i < 10_000; i++) {
      var key = cookie(service, number + "-" + i);
      service.pin(key, fixture.member("m2"));
      if (i % 2 == 0) {
        service.remove(key);
      }
    }
  }

  private static Filter filter(
      @org.jspecify.annotations.Nullable String service,
      @org.jspecify.annotations.Nullable String member,
      @org.jspecify.annotations.Nullable String prefix) {
    return new Filter(
        Optional.ofNullable(service), Optional.ofNullable(member), Optional.ofNullable(prefix));
  }
}
