package org.sallyport.encryption.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.ignition.LockedException;
import org.sallyport.mime.structure.Range;

@ParameterizedClass
@EnumSource
class ContentsTest {
  private static final int CHUNK = Contents.CHUNK;

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private TestDomain test;
  private Contents contents;

  @BeforeEach
  void open() {
    test = stores.open(folder);
    contents = test.domain.contents();
  }

  @AfterEach
  void close() {
    test.close();
  }

  private static byte[] octets(int count) {
    var octets = new byte[count];
    new Random(count).nextBytes(octets);
    return octets;
  }

  private Writing written(byte[] octets) throws IOException {
    try (var writing = contents.begin()) {
      writing.write(octets);
      return writing;
    }
  }

  private String kept(byte[] octets) throws IOException {
    var writing = written(octets);
    run(() -> "", in -> contents.keep(in, writing));
    return writing.id();
  }

  private interface Change {
    void in(org.sallyport.store.Transaction in);
  }

  private void run(java.util.function.Supplier<String> why, Change change) {
    test.store.write(
        in -> {
          change.in(in);
          return why.get();
        });
  }

  private void change(String sql, Object... values) {
    int changed = test.store.write(in -> in.run(sql, values));
    assertThat(changed).as(sql).isPositive();
  }

  private long rows(String table) {
    return test.store.read(
        in -> in.first("SELECT count(*) AS n FROM " + table, row -> row.number("n")).orElseThrow());
  }

  private byte[] read(String id) throws IOException {
    try (var in = contents.open(id)) {
      return in.readAllBytes();
    }
  }

  private void cannotBeRead(String id, String why) {
    assertThatThrownBy(() -> read(id))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void what_is_kept_is_what_was_written_at_every_bound() throws IOException {
    for (int size :
        new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK + 77}) {
      var octets = octets(size);
      var id = kept(octets);
      assertThat(read(id)).as("size " + size).isEqualTo(octets);
      assertThat(contents.size(id)).isEqualTo(size);
    }
  }

  @Test
  void one_octet_after_the_other_is_the_same() throws IOException {
    var octets = octets(70_000);
    var writing = contents.begin();
    for (byte octet : octets) {
      writing.write(octet);
    }
    writing.close();
    run(() -> "", in -> contents.keep(in, writing));
    assertThat(writing.size()).isEqualTo(octets.length);
    assertThat(read(writing.id())).isEqualTo(octets);
  }

  @Test
  void a_small_content_is_written_with_its_owner_alone() throws IOException {
    var writing = written(octets(20_000));
    assertThat(rows("contents")).isZero();
    assertThat(rows("content_chunks")).isZero();
    run(() -> "", in -> contents.keep(in, writing));
    assertThat(rows("content_chunks")).isEqualTo(1);
  }

  @Test
  void what_is_not_kept_nobody_sees() throws IOException {
    var writing = written(octets(3 * CHUNK));
    assertThat(rows("content_chunks")).isEqualTo(2);
    assertThatThrownBy(() -> contents.open(writing.id())).isInstanceOf(ContentException.class);
    assertThatThrownBy(() -> run(() -> "", in -> contents.use(in, writing.id())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void what_is_never_kept_is_forgotten_and_what_is_written_slowly_is_not() throws IOException {
    written(octets(3 * CHUNK));
    var kept = kept(octets(2 * CHUNK));
    var slow = contents.begin();
    for (int i = 0; i < 4; i++) {
      slow.write(octets(CHUNK + 1));
      test.clock.advance(Contents.PATIENCE.dividedBy(2));
      test.domain.chores(Duration.ofDays(1), Duration.ofDays(1)).stream()
          .filter(chore -> chore.name().equals("contents"))
          .forEach(chore -> chore.work().run());
    }
    slow.close();
    run(() -> "", in -> contents.keep(in, slow));
    assertThat(rows("contents")).isEqualTo(2);
    assertThat(read(kept)).hasSize(2 * CHUNK);
    assertThat(read(slow.id())).hasSize(4 * CHUNK + 4);
  }

  @Test
  void who_stands_still_for_too_long_learns_of_it() throws IOException {
    var writing = contents.begin();
    writing.write(octets(2 * CHUNK));
    test.clock.advance(Contents.PATIENCE.plusMinutes(1));
    test.store.write(contents::tidy);
    assertThatThrownBy(() -> writing.write(octets(2 * CHUNK)))
        .isInstanceOf(IllegalStateException.class);
    var other = contents.begin();
    other.write(octets(2 * CHUNK));
    other.close();
    test.clock.advance(Contents.PATIENCE.plusMinutes(1));
    test.store.write(contents::tidy);
    assertThatThrownBy(() -> run(() -> "", in -> contents.keep(in, other)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void it_lives_as_long_as_somebody_uses_it() throws IOException {
    var id = kept(octets(CHUNK + 5));
    run(() -> "", in -> contents.use(in, id));
    run(() -> "", in -> contents.release(in, id));
    assertThat(read(id)).hasSize(CHUNK + 5);
    run(() -> "", in -> contents.release(in, id));
    assertThatThrownBy(() -> contents.open(id)).isInstanceOf(ContentException.class);
    assertThat(rows("content_chunks")).isZero();
    assertThatThrownBy(() -> run(() -> "", in -> contents.release(in, id)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void it_is_kept_once() throws IOException {
    var writing = written(octets(CHUNK + 5));
    run(() -> "", in -> contents.keep(in, writing));
    assertThatThrownBy(() -> run(() -> "", in -> contents.keep(in, writing)))
        .isInstanceOf(IllegalStateException.class);
    var open = contents.begin();
    assertThatThrownBy(() -> run(() -> "", in -> contents.keep(in, open)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_transaction_that_fails_keeps_nothing() throws IOException {
    var writing = written(octets(99));
    assertThatThrownBy(
            () ->
                run(
                    () -> {
                      throw new IllegalArgumentException("the owner is not there");
                    },
                    in -> contents.keep(in, writing)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(rows("contents")).isZero();
    run(() -> "", in -> contents.keep(in, writing));
    assertThat(read(writing.id())).hasSize(99);
  }

  @Test
  void any_place_can_be_read() throws IOException {
    var octets = octets(6 * CHUNK + 100);
    var kept = contents.octets(kept(octets));
    var random = new Random(5);
    for (int i = 0; i < 60; i++) {
      int begin = random.nextInt(octets.length);
      int end = begin + random.nextInt(Math.min(CHUNK + 9, octets.length - begin + 1));
      try (var in = kept.read(new Range(begin, end))) {
        assertThat(in.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(octets, begin, end));
      }
    }
    try (var in = kept.from(octets.length)) {
      assertThat(in.read()).isNegative();
    }
  }

  @Test
  void a_part_that_was_changed_is_noticed() throws IOException {
    var id = kept(octets(3 * CHUNK));
    var sealed = chunk(id, 1);
    sealed[sealed.length / 2] ^= 1;
    change("UPDATE content_chunks SET sealed = ? WHERE content = ? AND number = 1", sealed, id);
    cannotBeRead(id, "changed outside");
  }

  private byte[] chunk(String id, long number) {
    return test.store
        .read(
            in ->
                in.first(
                    "SELECT sealed FROM content_chunks WHERE content = ? AND number = ?",
                    row -> row.bytes("sealed"),
                    id,
                    number))
        .orElseThrow();
  }

  @Test
  void parts_in_another_order_are_noticed() throws IOException {
    var id = kept(octets(3 * CHUNK));
    change("UPDATE content_chunks SET number = 9 WHERE content = ? AND number = 0", id);
    change("UPDATE content_chunks SET number = 0 WHERE content = ? AND number = 1", id);
    change("UPDATE content_chunks SET number = 1 WHERE content = ? AND number = 9", id);
    cannotBeRead(id, "changed outside");
  }

  @Test
  void a_part_that_is_missing_is_noticed() throws IOException {
    var id = kept(octets(3 * CHUNK));
    change("DELETE FROM content_chunks WHERE content = ? AND number = 1", id);
    cannotBeRead(id, "lacks a part");
  }

  @Test
  void a_content_that_was_cut_is_noticed() throws IOException {
    var id = kept(octets(3 * CHUNK));
    change("DELETE FROM content_chunks WHERE content = ? AND number = 2", id);
    change("UPDATE contents SET size = ? WHERE id = ?", 2L * CHUNK, id);
    cannotBeRead(id, "changed outside");
    var small = kept(octets(1000));
    change("UPDATE contents SET size = 900 WHERE id = ?", small);
    cannotBeRead(small, "another size");
    change("UPDATE contents SET size = -1 WHERE id = ?", small);
    assertThatThrownBy(() -> read(small)).isInstanceOf(Exception.class);
    change("UPDATE contents SET size = 0 WHERE id = ?", small);
    cannotBeRead(small, "another size");
  }

  @Test
  void a_part_of_another_content_is_noticed() throws IOException {
    var id = kept(octets(CHUNK));
    var other = kept(octets(CHUNK));
    change("UPDATE content_chunks SET sealed = ? WHERE content = ?", chunk(other, 0), id);
    cannotBeRead(id, "changed outside");
  }

  @Test
  void a_key_of_another_row_is_noticed() throws IOException {
    var id = kept(octets(10));
    var other = kept(octets(10));
    change(
        "UPDATE contents SET key = (SELECT key FROM contents WHERE id = ?) WHERE id = ?",
        other,
        id);
    assertThatThrownBy(() -> read(id)).isInstanceOf(ContentException.class);
  }

  @Test
  void nothing_of_it_lies_in_the_store_in_clear() throws IOException {
    var text = "a sentence that nobody may see ".repeat(20);
    var id = kept(text.getBytes(UTF_8));
    assertThat(new String(chunk(id, 0), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("sentence");
  }

  @Test
  void while_the_vault_is_locked_there_is_none() throws IOException {
    var id = kept(octets(10));
    try (var locked = locked()) {
      assertThatThrownBy(() -> locked.domain.contents().begin())
          .isInstanceOf(LockedException.class);
      assertThatThrownBy(() -> locked.domain.contents().open(id))
          .isInstanceOf(ContentException.class);
    }
  }

  private TestDomain locked() {
    return stores.locked(folder);
  }

  @Test
  void another_node_reads_it() throws IOException {
    var octets = octets(CHUNK + 3);
    var id = kept(octets);
    try (var other = test.sibling(folder);
        var in = other.domain.contents().open(id)) {
      assertThat(in.readAllBytes()).isEqualTo(octets);
    }
  }
}
