package org.sallyport.director.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.sallyport.director.persistence.PersistenceFixture.client;
import static org.sallyport.director.persistence.PersistenceFixture.cookie;
import static org.sallyport.director.persistence.PersistenceFixture.pinned;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.pool.Admin;
import org.sallyport.director.pool.PoolSet;

class RestartTest {
  private static final String FILE = "director.state";
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path temporary;
  private final PersistenceFixture.Clock clock = new PersistenceFixture.Clock();
  private PersistenceFixture fixture;

  @BeforeEach
  void open() {
    fixture = new PersistenceFixture(folder(), 1000, clock);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Path folder() {
    return temporary.resolve("state");
  }

  private void restart() {
    fixture.close();
    open();
  }

  /** Takes the disk as it is at this moment, as a director would find it after a power cut. */
  private void crash() throws IOException {
    var bytes = Files.readAllBytes(folder().resolve(FILE));
    fixture.close();
    Files.write(folder().resolve(FILE), bytes);
    open();
  }

  private Persistence service() {
    return fixture.service("keys", null, HOUR);
  }

  @Test
  void an_orderly_stop_loses_nothing() {
    service().pin(cookie(service(), "abc"), fixture.member("m2"));
    service().pin(client(service(), "10.1.2.3"), fixture.member("m1"));
    restart();
    assertThat(pinned(service(), cookie(service(), "abc"))).isEqualTo("m2");
    assertThat(pinned(service(), client(service(), "10.1.2.9"))).isEqualTo("m1");
    assertThat(fixture.state.table().list(AffinityTable.Filter.ALL, 0, 9).rows())
        .extracting(AffinityTable.Row::client)
        .containsExactlyInAnyOrder("cookie", "10.1.2.0/24");
  }

  @Test
  void a_session_that_was_used_lasts_as_long_after_a_restart() {
    var key = cookie(service(), "abc");
    service().pin(key, fixture.member("m2"));
    clock.advance(Duration.ofMinutes(40));
    assertThat(pinned(service(), key)).isEqualTo("m2");
    restart();
    clock.advance(Duration.ofMinutes(59));
    assertThat(pinned(service(), key)).isEqualTo("m2");
    clock.advance(HOUR);
    assertThat(pinned(service(), key)).isNull();
  }

  @Test
  void a_crash_loses_only_what_came_after_the_last_write() throws IOException {
    service().pin(cookie(service(), "moved"), fixture.member("m1"));
    service().pin(cookie(service(), "gone"), fixture.member("m1"));
    fixture.state.flush();
    service().pin(cookie(service(), "moved"), fixture.member("m2"));
    service().remove(cookie(service(), "gone"));
    fixture.state.flush();
    crash();
    assertThat(pinned(service(), cookie(service(), "moved"))).isEqualTo("m2");
    assertThat(pinned(service(), cookie(service(), "gone"))).isNull();
  }

  @Test
  void a_fault_while_writing_does_not_end_the_writing() throws IOException {
    long before = Files.size(folder().resolve(FILE));
    clock.breakOnce();
    await().atMost(Duration.ofSeconds(30)).until(clock::broke);
    service().pin(cookie(service(), "later"), fixture.member("m2"));
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.size(folder().resolve(FILE)) > before);
    crash();
    assertThat(pinned(service(), cookie(service(), "later"))).isEqualTo("m2");
  }

  @Test
  void a_key_that_is_taken_again_after_it_was_removed_is_kept() throws IOException {
    var key = cookie(service(), "abc");
    service().pin(key, fixture.member("m1"));
    service().remove(key);
    service().pin(key, fixture.member("m2"));
    fixture.state.flush();
    crash();
    assertThat(pinned(service(), key)).isEqualTo("m2");
  }

  @Test
  void a_use_is_saved_once_it_is_much_later_than_what_the_disk_has() throws IOException {
    var key = cookie(service(), "abc");
    service().pin(key, fixture.member("m1"));
    clock.advance(Duration.ofMinutes(50));
    assertThat(pinned(service(), key)).isEqualTo("m1");
    fixture.state.flush();
    crash();
    clock.advance(Duration.ofMinutes(50));
    assertThat(pinned(service(), key)).isEqualTo("m1");
  }

  @Test
  void a_torn_tail_costs_only_the_record_it_tears() throws IOException {
    service().pin(cookie(service(), "first"), fixture.member("m1"));
    fixture.state.flush();
    service().pin(cookie(service(), "second"), fixture.member("m2"));
    fixture.state.flush();
    damage(bytes -> Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(pinned(service(), cookie(service(), "first"))).isEqualTo("m1");
    assertThat(pinned(service(), cookie(service(), "second"))).isNull();
  }

  @Test
  void a_flipped_bit_costs_only_the_record_it_is_in() throws IOException {
    for (int i = 0; i < 20; i++) {
      service().pin(cookie(service(), "c" + i), fixture.member("m1"));
    }
    fixture.close();
    var whole = Files.readAllBytes(folder().resolve(FILE));
    for (int at = whole.length / 2; at < whole.length / 2 + 60; at++) {
      var damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(folder().resolve(FILE), damaged);
      open();
      assertThat(fixture.state.table().size()).as("byte %d", at).isBetween(19, 20);
      fixture.close();
    }
  }

  @Test
  void a_file_of_something_else_is_put_aside_and_the_director_starts() throws IOException {
    damage(bytes -> "something else entirely".getBytes(StandardCharsets.US_ASCII));
    assertThat(fixture.state.table().size()).isZero();
    assertThat(folder().resolve(FILE + ".damaged")).hasContent("something else entirely");
  }

  @Test
  void an_empty_file_is_a_new_one() throws IOException {
    damage(bytes -> new byte[0]);
    assertThat(fixture.state.table().size()).isZero();
  }

  @Test
  void a_restart_with_fewer_places_keeps_as_many_as_there_are() {
    for (int i = 0; i < 100; i++) {
      service().pin(cookie(service(), "c" + i), fixture.member("m1"));
    }
    fixture.close();
    fixture = new PersistenceFixture(folder(), 10, clock);
    assertThat(fixture.state.table().size()).isEqualTo(10);
  }

  @Test
  void what_administrators_said_survives_a_crash() throws IOException {
    fixture.pool().drain(fixture.member("m2"), "administrator anna");
    fixture.state.flush();
    crash();
    assertThat(fixture.member("m2").status().admin()).isEqualTo(Admin.DRAIN);
    assertThat(fixture.member("m2").status().cause()).isEqualTo("administrator anna");
  }

  @Test
  void what_administrators_said_survives_a_start_that_comes_to_nothing() {
    fixture.pool().drain(fixture.member("m2"), "administrator anna");
    fixture.close();
    try (var aborted = DirectorState.open(folder(), 10, clock)) {
      aborted.start(new PoolSet(clock, aborted.remembered()));
    }
    open();
    assertThat(fixture.member("m2").status().admin()).isEqualTo(Admin.DRAIN);
  }

  @Test
  void neither_cookies_nor_others_can_be_read_from_the_disk() throws IOException {
    service().pin(cookie(service(), "verysecretvalue"), fixture.member("m1"));
    fixture.state.flush();
    var file = folder().resolve(FILE);
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .contains("keys")
        .doesNotContain("verysecretvalue");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
  }

  @Test
  void two_directors_cannot_share_a_folder() {
    assertThatThrownBy(() -> DirectorState.open(folder(), 10, clock))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("give each a folder of its own");
  }

  private void damage(java.util.function.UnaryOperator<byte[]> how) throws IOException {
    var bytes = Files.readAllBytes(folder().resolve(FILE));
    fixture.close();
    Files.write(folder().resolve(FILE), how.apply(bytes));
    open();
  }
}
