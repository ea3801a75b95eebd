package org.sallyport.encryption.receipt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReceiptsTest {
  @TempDir private Path folder;

  @Test
  void the_next_process_finds_what_was_taken() throws IOException {
    try (var receipts = Receipts.open(folder)) {
      receipts.taken("message:a");
      receipts.taken("message:b");
      assertThat(receipts.has("message:a")).isTrue();
    }
    try (var receipts = Receipts.open(folder)) {
      assertThat(receipts.unsettled()).containsExactlyInAnyOrder("message:a", "message:b");
      receipts.settled("message:a");
      assertThat(receipts.has("message:a")).isFalse();
    }
  }

  @Test
  void what_was_sent_whole_and_not_answered_is_in_doubt_for_the_next_process() throws IOException {
    try (var receipts = Receipts.open(folder)) {
      for (var each : java.util.List.of("a", "b", "c", "d")) {
        receipts.ending(each);
      }
      receipts.taken("b");
      receipts.notTaken("c");
      receipts.notTaken("never begun");
      assertThat(receipts.doubtful()).isEmpty();
    }
    try (var receipts = Receipts.open(folder)) {
      assertThat(receipts.doubtful()).containsExactlyInAnyOrder("a", "d");
      assertThat(receipts.unsettled()).containsExactly("b");
      receipts.settled("a");
      assertThat(receipts.doubtful()).containsExactly("d");
    }
  }

  @Test
  void what_was_settled_is_not_there_for_the_next_process() throws IOException {
    try (var receipts = Receipts.open(folder)) {
      receipts.ending("still on its way");
      receipts.taken("message:a");
      receipts.settled("message:a");
    }
    try (var receipts = Receipts.open(folder)) {
      assertThat(receipts.unsettled()).isEmpty();
      assertThat(receipts.isDoubtful("still on its way")).isTrue();
    }
  }

  @Test
  void a_line_that_was_cut_off_says_nothing() throws IOException {
    try (var receipts = Receipts.open(folder)) {
      receipts.taken("message:whole");
    }
    Files.write(
        folder.resolve("taken.log"), "+message:ha".getBytes(US_ASCII), StandardOpenOption.APPEND);
    try (var receipts = Receipts.open(folder)) {
      assertThat(receipts.unsettled()).containsExactly("message:whole");
      receipts.taken("message:next");
    }
    try (var receipts = Receipts.open(folder)) {
      assertThat(receipts.unsettled()).contains("message:whole", "message:next").hasSize(2);
    }
  }

  @Test
  void the_file_does_not_grow_for_ever() throws IOException {
    try (var receipts = Receipts.open(folder)) {
      for (int i = 0; i < 60_000; i++) {
        receipts.taken("message:number-" + i);
        receipts.settled("message:number-" + i);
      }
      assertThat(Files.size(folder.resolve("taken.log"))).isLessThan(1200 << 10);
    }
  }

  @Test
  void one_process_at_a_time_has_it() throws IOException {
    try (var receipts = Receipts.open(folder)) {
      assertThat(receipts.unsettled()).isEmpty();
      assertThatThrownBy(() -> Receipts.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("uses");
    }
  }
}
