package org.sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.kernel.Secret;
import org.sallyport.store.StoreException.Kind;

class SqliteStoreTest implements StoreContract {
  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = open(folder.resolve("data/store.db"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public Store store() {
    return store;
  }

  private static Store open(Path path) {
    return Store.open(StoreSettings.file(path), Optional.empty(), SCHEMA);
  }

  private static long count(Store store) {
    return store
        .read(in -> in.first("SELECT count(*) AS n FROM samples", row -> row.number("n")))
        .orElseThrow();
  }

  private static int put(Transaction in, String id) {
    return in.run(PUT, id, 1, new byte[0], Optional.empty());
  }

  @Test
  void the_file_belongs_to_its_owner_alone() throws Exception {
    store.write(in -> put(in, "a"));
    try (var files = Files.list(folder.resolve("data"))) {
      assertThat(files.toList())
          .hasSizeGreaterThan(1)
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file))
                      .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }
  }

  @Test
  void what_was_answered_survives_a_process_that_does_not_close() {
    store.write(in -> put(in, "a"));
    try (var again = open(folder.resolve("data/store.db"))) {
      assertThat(count(again)).isEqualTo(1);
    }
  }

  @Test
  void a_full_disk_is_told_and_writing_goes_on_when_there_is_room() throws Exception {
    limit(40);
    var outcomes =
        StoreContract.together(
            40,
            i -> {
              try {
                return store.write(
                    in -> in.run(PUT, "big" + i, 1, new byte[30_000], Optional.empty()));
              } catch (StoreException full) {
                assertThat(full.kind()).isEqualTo(Kind.READ_ONLY);
                return 0;
              }
            });
    assertThat(outcomes).contains(0);
    // What was answered with yes is there, and nothing else.
    assertThat(count(store)).isEqualTo(outcomes.stream().mapToInt(i -> i).sum());
    limit(1_000_000);
    store.write(in -> put(in, "after"));
  }

  private void limit(int pages) {
    store.write(in -> in.first("PRAGMA max_page_count = " + pages, row -> true));
  }

  @Test
  void two_processes_may_share_a_file() throws Exception {
    try (var other = open(folder.resolve("data/store.db"))) {
      StoreContract.together(60, i -> (i % 2 == 0 ? store : other).write(in -> put(in, "id" + i)));
      assertThat(count(store)).isEqualTo(60);
      assertThat(count(other)).isEqualTo(60);
    }
  }

  @Test
  void a_folder_in_its_place_is_named() throws Exception {
    var path = Files.createDirectory(folder.resolve("taken"));
    assertThatThrownBy(() -> open(path))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PERMISSION))
        .hasMessageContaining("is not a file");
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws Exception {
    Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> open(folder.resolve("file/store.db")))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PERMISSION))
        .hasMessageContaining("cannot be made");
  }

  @Test
  void something_that_is_no_database_is_refused() throws Exception {
    var path = folder.resolve("text.db");
    Files.writeString(path, "not a database, but long enough to be read as one. ".repeat(100));
    assertThatThrownBy(() -> open(path)).isInstanceOf(StoreException.class);
  }

  @Test
  void a_newer_schema_is_refused_and_left_alone() throws Exception {
    store.close();
    var path = folder.resolve("data/store.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO sample_schema (installed_rank, version, description, type, script, checksum,"
              + " installed_by, execution_time, success) VALUES"
              + " (99, '7', 'later', 'SQL', 'V7__later.sql', 1, 'x', 1, 1)");
    }
    assertThatThrownBy(() -> open(path))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NEWER_SCHEMA))
        .hasMessageContaining("V7__later.sql");
  }

  @Test
  void a_closed_store_says_so() {
    store.close();
    assertThatThrownBy(() -> store.write(in -> put(in, "a")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void a_sealed_value_opens_in_its_row_and_column_alone() {
    var ignition = Secret.ofText("0123456789abcdef0123456789abcdef");
    var column = SealedColumn.derive(ignition, "samples", "content");
    var seed = Secret.ofText("a seed");
    var sealed = column.seal(seed, "row 1");
    assertThat(column.open(sealed, "row 1")).isEqualTo(seed);
    assertThatThrownBy(() -> column.open(sealed, "row 2"))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SEAL));
    var other = SealedColumn.derive(ignition, "samples", "note");
    assertThatThrownBy(() -> other.open(sealed, "row 1")).isInstanceOf(StoreException.class);
    var stolen = SealedColumn.derive(Secret.ofText("f".repeat(32)), "samples", "content");
    assertThatThrownBy(() -> stolen.open(sealed, "row 1"))
        .isInstanceOf(StoreException.class)
        .hasMessageNotContaining("seed");
  }
}
