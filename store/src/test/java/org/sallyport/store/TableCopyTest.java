package org.sallyport.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no copy changes nothing. That copies are whole is in {@link StoreContract}. */
class TableCopyTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store =
        Store.open(
            StoreSettings.file(folder.resolve("a.db")), Optional.empty(), StoreContract.SCHEMA);
    store.write(
        in -> in.run(StoreContract.PUT, "kept", 7, new byte[] {1, 2, 3}, Optional.of("a note")));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private byte[] copy() {
    var out = new ByteArrayOutputStream();
    assertThat(TableCopy.write(store, StoreContract.SCHEMA, out)).isEqualTo(1);
    return out.toByteArray();
  }

  private List<String> ids() {
    return store.read(in -> in.all("SELECT id FROM samples", row -> row.text("id")));
  }

  private void refused(byte[] copy) {
    assertThatThrownBy(
            () ->
                TableCopy.read(
                    store, StoreContract.SCHEMA, new ByteArrayInputStream(copy), _ -> {}))
        .isInstanceOfAny(UncheckedIOException.class, StoreException.class);
    assertThat(ids()).containsExactly("kept");
  }

  @Test
  void a_copy_that_was_cut_anywhere_changes_nothing() {
    var whole = copy();
    for (int end = 0; end < whole.length; end++) {
      refused(Arrays.copyOf(whole, end));
    }
  }

  @Test
  void octets_that_were_changed_make_no_harm() {
    var whole = copy();
    var random = new Random(1);
    for (int i = 0; i < 300; i++) {
      var changed = whole.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        TableCopy.read(store, StoreContract.SCHEMA, new ByteArrayInputStream(changed), _ -> {});
      } catch (UncheckedIOException | StoreException refused) {
        assertThat(ids()).hasSize(1);
      }
      TableCopy.read(store, StoreContract.SCHEMA, new ByteArrayInputStream(whole), _ -> {});
    }
  }

  @Test
  void a_copy_of_another_version_is_named() {
    var other = new String(copy(), ISO_8859_1).replaceFirst("1\u0000\u00011", "1\u0000\u00019");

    assertThatThrownBy(
            () ->
                TableCopy.read(
                    store,
                    StoreContract.SCHEMA,
                    new ByteArrayInputStream(other.getBytes(ISO_8859_1)),
                    _ -> {}))
        .hasMessageContaining("version 9, and these are of version 1");
  }

  @Test
  void nothing_is_no_copy() {
    refused(new byte[0]);
  }
}
