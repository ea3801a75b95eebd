package org.sallyport.client.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.client.state.StateFolder;

class PlainFileTest {
  @TempDir private Path parent;
  private Path place;
  private StateFolder state;
  private Unfinished unfinished;

  @BeforeEach
  void open() throws IOException {
    place = Files.createDirectory(parent.resolve("place"));
    state = StateFolder.open(parent.resolve("state"));
    unfinished = new Unfinished(state);
  }

  private static byte[] content() {
    var content = new byte[1024 * 1024];
    Arrays.fill(content, (byte) 'x');
    return content;
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(place)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void until_it_is_released_nothing_on_the_disk_can_be_read() throws Exception {
    try (var file = PlainFile.begin(unfinished, place.resolve("report"), false)) {
      file.write(content(), 0, content().length);

      assertThat(files()).isNotEmpty();
      for (var written : files()) {
        assertThat(new String(Files.readAllBytes(written), UTF_8)).doesNotContain("xxxxxxxx");
      }
      file.release();
    }
    assertThat(files()).containsExactly(place.resolve("report"));
    assertThat(place.resolve("report")).hasBinaryContent(content());
    assertThat(Files.getPosixFilePermissions(place.resolve("report"))).hasSize(2);
    try (var all = Files.list(place)) {
      assertThat(all).hasSize(1);
    }
    assertThat(Files.exists(state.path("unfinished.json"))).isFalse();
  }

  @Test
  void what_is_not_released_leaves_nothing() throws Exception {
    try (var file = PlainFile.begin(unfinished, place.resolve("report"), false)) {
      file.write(content(), 0, content().length);
    }
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void a_file_that_is_there_stays_unless_it_is_to_be_replaced() throws Exception {
    var report = Files.writeString(place.resolve("report"), "former");
    assertThatThrownBy(() -> PlainFile.begin(unfinished, report, false))
        .isInstanceOf(FileAlreadyExistsException.class);
    try (var file = PlainFile.begin(unfinished, report, true)) {
      file.write("latter".getBytes(UTF_8));
      file.release();
    }
    assertThat(report).hasContent("latter");
  }

  @Test
  void what_a_killed_process_left_goes_with_the_next_and_what_a_running_one_has_stays()
      throws Exception {
    var dead = Files.createDirectory(place.resolve(".report.0123.part"));
    Files.writeString(dead.resolve("content"), "in clear");
    try (var running = PlainFile.begin(unfinished, place.resolve("other"), false)) {
      note(dead);
      assertThat(unfinished.sweep()).isEmpty();
      assertThat(dead).doesNotExist();
      running.write("mine".getBytes(UTF_8));
      running.release();
    }
    assertThat(place.resolve("other")).hasContent("mine");
  }

  @Test
  void what_cannot_be_deleted_now_is_told_and_tried_again() throws Exception {
    var absent = parent.resolve("unmounted").resolve(".report.0123.part");
    note(absent);
    assertThat(unfinished.sweep()).containsExactly(absent);

    Files.createDirectories(absent);
    assertThat(unfinished.sweep()).isEmpty();
    assertThat(absent).doesNotExist();
  }

  /** As by a process that is no more. */
  private void note(Path folder) throws IOException {
    var kept = state.read("unfinished.json").map(bytes -> new String(bytes, UTF_8));
    var entry = "{\"folder\":\"" + folder + "\",\"process\":999999999}";
    var text =
        kept.map(all -> all.replace("[", "[" + entry + ","))
            .orElse("{\"entries\":[" + entry + "]}");
    state.write("unfinished.json", text.getBytes(UTF_8));
  }
}
