package org.sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.sallyport.store.StoreException.Kind;

/** What every store must do. */
interface StoreContract {
  Schema SCHEMA = new Schema("sample", "org/sallyport/store/sample");

  String PUT =
      "INSERT INTO samples (id, number, content, note) VALUES (?,?,?,?)"
          + " ON CONFLICT (id) DO UPDATE SET number = excluded.number";

  /** A store with the tables of {@link #SCHEMA}, of this test alone. */
  Store store();

  private static int put(Transaction in, String id, long number) {
    return in.run(PUT, id, number, new byte[] {1, 2, 3}, Optional.empty());
  }

  private static OptionalLong number(Store store, String id) {
    return store
        .read(
            in -> in.first("SELECT number FROM samples WHERE id = ?", r -> r.number("number"), id))
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  @Test
  default void what_is_written_is_read() {
    var store = store();
    var now = Instant.ofEpochMilli(1_763_812_345_678L);
    store.write(
        in ->
            in.run(
                "INSERT INTO samples (id, number, content, note, at, flag) VALUES (?,?,?,?,?,?)",
                "ä b",
                1L << 40,
                new byte[] {0, -1},
                Optional.of("x"),
                now,
                true));
    var row =
        store.read(
            in ->
                in.first(
                        "SELECT * FROM samples WHERE id = ?",
                        r ->
                            List.of(
                                r.text("id"),
                                r.number("number"),
                                r.bytes("content"),
                                r.textIfAny("note"),
                                r.time("at"),
                                r.flag("flag")),
                        "ä b")
                    .orElseThrow());
    assertThat(row)
        .containsExactly("ä b", 1L << 40, new byte[] {0, -1}, Optional.of("x"), now, true);
  }

  @Test
  default void null_is_empty() {
    var store = store();
    store.write(in -> put(in, "a", 1));
    assertThat(
            store.<Boolean>read(
                in ->
                    in.first(
                            "SELECT note, at FROM samples",
                            r ->
                                r.textIfAny("note").isEmpty()
                                    && r.timeIfAny("at").isEmpty()
                                    && r.numberIfAny("at").isEmpty())
                        .orElseThrow()))
        .isTrue();
  }

  @Test
  default void returning_gives_what_was_changed() {
    var store = store();
    store.write(in -> put(in, "a", 1));
    List<Long> numbers =
        store.write(
            in ->
                in.all(
                    "UPDATE samples SET number = number + 1 WHERE id = ? RETURNING number",
                    r -> r.number("number"),
                    "a"));
    assertThat(numbers).containsExactly(2L);
    assertThat(number(store, "a")).hasValue(2);
  }

  @Test
  default void the_same_is_put_once() {
    var store = store();
    store.write(in -> put(in, "a", 1));
    store.write(in -> put(in, "a", 7));
    assertThat(number(store, "a")).hasValue(7);
    int changed =
        store.write(
            in ->
                in.run(
                    "INSERT INTO samples (id, number, content) VALUES (?,?,?) ON CONFLICT DO"
                        + " NOTHING",
                    "a",
                    9,
                    new byte[0]));
    assertThat(changed).isZero();
  }

  @Test
  default void what_throws_is_undone_and_reaches_the_caller() {
    var store = store();
    assertThatThrownBy(
            () ->
                store.write(
                    in -> {
                      put(in, "a", 1);
                      throw new IllegalStateException("changed my mind");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("changed my mind");
    assertThat(number(store, "a")).isEmpty();
  }

  @Test
  default void one_that_throws_undoes_nothing_of_the_others() throws Exception {
    var store = store();
    var outcomes =
        together(
            60,
            i -> {
              try {
                return store.write(
                    in -> {
                      put(in, "id" + i, i);
                      if (i % 3 == 0) {
                        throw new IllegalStateException("no");
                      }
                      return "yes";
                    });
              } catch (IllegalStateException no) {
                return "no";
              }
            });
    for (int i = 0; i < 60; i++) {
      assertThat(outcomes.get(i)).isEqualTo(i % 3 == 0 ? "no" : "yes");
      assertThat(number(store, "id" + i).isPresent()).isEqualTo(i % 3 != 0);
    }
  }

  @Test
  default void a_broken_statement_is_a_fault_of_ours_and_undone() {
    var store = store();
    assertThatThrownBy(
            () ->
                store.write(
                    in -> {
                      put(in, "a", 1);
                      return in.run("INSERT INTO nowhere (id) VALUES (?)", "x");
                    }))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAULT));
    assertThat(number(store, "a")).isEmpty();
  }

  @Test
  default void increments_from_many_threads_are_all_counted() throws Exception {
    var store = store();
    store.write(in -> put(in, "sum", 0));
    together(
        100,
        _ ->
            store.write(
                in -> {
                  long now =
                      in.first(
                              "SELECT number FROM samples WHERE id = ? ${for update}",
                              r -> r.number("number"),
                              "sum")
                          .orElseThrow();
                  return in.run("UPDATE samples SET number = ? WHERE id = ?", now + 1, "sum");
                }));
    assertThat(number(store, "sum")).hasValue(100);
  }

  @Test
  default void deadlocks_are_tried_again() throws Exception {
    var store = store();
    store.write(in -> put(in, "a", 0) + put(in, "b", 0));
    together(
        10,
        i ->
            store.write(
                in -> {
                  var add = "UPDATE samples SET number = number + 1 WHERE id = ?";
                  return in.run(add, i % 2 == 0 ? "a" : "b") + in.run(add, i % 2 == 0 ? "b" : "a");
                }));
    assertThat(number(store, "a")).hasValue(10);
    assertThat(number(store, "b")).hasValue(10);
  }

  @Test
  default void actions_wait_for_the_commit() {
    var store = store();
    var ran = new CopyOnWriteArrayList<String>();
    store.write(
        in -> {
          in.afterCommit(() -> ran.add("after"));
          ran.add("inside");
          return put(in, "a", 1);
        });
    assertThat(ran).containsExactly("inside", "after");
    assertThatThrownBy(
            () ->
                store.write(
                    in -> {
                      in.afterCommit(() -> ran.add("never"));
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ran).doesNotContain("never");
  }

  @Test
  default void a_reader_may_not_write() {
    var store = store();
    assertThatThrownBy(() -> store.read(in -> put(in, "a", 1))).isInstanceOf(StoreException.class);
    assertThat(number(store, "a")).isEmpty();
  }

  @Test
  default void a_probe_writes() {
    store().probe();
    store().probe();
  }

  /** Runs something at once for 0 to {@code count} - 1 and returns what came out, in that order. */
  static <T> List<T> together(int count, java.util.function.IntFunction<T> one) throws Exception {
    var all = new ArrayList<Callable<T>>();
    for (int i = 0; i < count; i++) {
      int number = i;
      all.add(() -> one.apply(number));
    }
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var values = new ArrayList<T>();
      for (var done : pool.invokeAll(all)) {
        values.add(done.get());
      }
      return values;
    }
  }

  @Test
  default void a_copy_brings_back_what_was_there() {
    var store = store();
    store.write(
        in -> {
          put(in, "first", 1L << 40);
          return in.run(PUT, "ä b", -1, new byte[0], Optional.of("a\nnote"));
        });
    var copy = new ByteArrayOutputStream();
    assertThat(TableCopy.write(store, SCHEMA, copy)).isEqualTo(2);
    var before = everything(store);

    store.write(
        in -> {
          put(in, "later", 3);
          return in.run("DELETE FROM samples WHERE id = 'first'");
        });
    var source = new ByteArrayInputStream(copy.toByteArray());
    assertThat(TableCopy.read(store, SCHEMA, source, _ -> {})).isEqualTo(2);

    assertThat(everything(store)).isEqualTo(before);
  }

  private static List<String> everything(Store store) {
    return store.read(
        in ->
            in.all(
                "SELECT * FROM samples ORDER BY id",
                row ->
                    String.join(
                        "|",
                        row.text("id"),
                        Long.toString(row.number("number")),
                        HexFormat.of().formatHex(row.bytes("content")),
                        row.textIfAny("note").orElse("NULL"))));
  }
}
