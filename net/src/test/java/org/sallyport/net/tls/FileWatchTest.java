package org.sallyport.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.MutableClock;

class FileWatchTest {
  private static final Refresh UNCHANGED = new Refresh.Unchanged();
  private static final Refresh RENEWED = new Refresh.Renewed();
  private static final Duration AGAIN = Duration.ofSeconds(10);

  @TempDir Path folder;
  private final MutableClock clock = new MutableClock(Instant.EPOCH);
  private FileWatch watch;
  private List<TlsProblem> wrong = List.of();
  private int read;

  @BeforeEach
  void readOnce() throws IOException {
    write("first");
    watch = new FileWatch(List.of(folder.resolve("a.pem")), clock);
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("a.pem"), text);
  }

  private Refresh refresh() {
    return watch.refresh(this::load);
  }

  private List<TlsProblem> load() {
    read++;
    return wrong;
  }

  private Refresh refused(String sentence) {
    wrong = List.of(new TlsProblem("a.pem", sentence));
    return new Refresh.Refused(wrong);
  }

  @Test
  void a_file_is_read_once_for_each_change() throws IOException {
    assertThat(refresh()).isEqualTo(UNCHANGED);
    write("second one");
    assertThat(refresh()).isEqualTo(RENEWED);
    assertThat(refresh()).isEqualTo(UNCHANGED);
    assertThat(read).isEqualTo(1);
  }

  @Test
  void what_was_refused_is_tried_again_though_it_looks_the_same() throws IOException {
    write("second one");
    var refused = refused("permission denied");
    assertThat(refresh()).isEqualTo(refused);
    wrong = List.of();
    assertThat(refresh()).isEqualTo(UNCHANGED);
    clock.advance(AGAIN);
    assertThat(refresh()).isEqualTo(RENEWED);
    clock.advance(AGAIN);
    assertThat(refresh()).isEqualTo(UNCHANGED);
    assertThat(read).isEqualTo(2);
  }

  @Test
  void a_problem_is_told_once_and_another_one_too() throws IOException {
    write("second one");
    var refused = refused("permission denied");
    assertThat(refresh()).isEqualTo(refused);
    for (int i = 0; i < 3; i++) {
      clock.advance(AGAIN);
      assertThat(refresh()).isEqualTo(UNCHANGED);
    }
    assertThat(read).isEqualTo(4);
    var another = refused("no certificate");
    clock.advance(AGAIN);
    assertThat(refresh()).isEqualTo(another);
  }

  @Test
  void what_was_refused_is_read_at_once_when_it_changes_again() throws IOException {
    write("second one");
    var refused = refused("no certificate");
    assertThat(refresh()).isEqualTo(refused);
    write("and a third");
    wrong = List.of();
    assertThat(refresh()).isEqualTo(RENEWED);
  }

  @Test
  void whoever_asks_for_a_reload_is_told_every_time() throws IOException {
    write("second one");
    refused("no certificate");
    assertThat(watch.reload(this::load)).isEqualTo(wrong);
    assertThat(watch.reload(this::load)).isEqualTo(wrong);
    assertThat(refresh()).isEqualTo(UNCHANGED);
  }
}
