package org.sallyport.director.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.settings.AccessField;
import org.sallyport.director.settings.AccessLogSettings;
import org.sallyport.director.settings.AccessLogSettings.Format;

class AccessLogTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T07:58:00Z"));

  @TempDir private Path folder;

  private AccessLog open() throws IOException {
    return AccessLog.open(settings(folder.resolve("access.log")), CLOCK);
  }

  private static AccessLogSettings settings(Path file) {
    return new AccessLogSettings(
        Optional.of(file), Format.TEXT, List.of(AccessField.TIME, AccessField.SERVICE));
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name));
  }

  @Test
  void lines_are_appended_and_stamped() throws IOException {
    Files.writeString(folder.resolve("access.log"), "earlier\n");
    try (var log = open()) {
      log.write(new AccessEntry().service("keys"));
    }
    assertThat(lines("access.log")).containsExactly("earlier", "2026-11-22T07:58:00.000Z keys");
  }

  @Test
  void a_line_reaches_the_file_without_the_log_being_closed() throws IOException {
    try (var log = open()) {
      log.write(new AccessEntry().service("keys"));
      await().until(() -> !lines("access.log").isEmpty());
    }
  }

  @Test
  void a_file_that_was_renamed_is_opened_anew() throws IOException {
    try (var log = open()) {
      log.write(new AccessEntry().service("before"));
      await().until(() -> !lines("access.log").isEmpty());
      Files.move(folder.resolve("access.log"), folder.resolve("access.log.1"));
      log.reopen();
      await().until(() -> Files.exists(folder.resolve("access.log")));
      log.write(new AccessEntry().service("after"));
    }
    assertThat(lines("access.log.1")).singleElement().asString().endsWith("before");
    assertThat(lines("access.log")).singleElement().asString().endsWith("after");
  }

  @Test
  void what_does_not_fit_is_dropped_and_counted() throws IOException {
    int written = 20 * AccessLog.RING;
    var entry = new AccessEntry().service("keys");
    long dropped;
    try (var log = open()) {
      for (int i = 0; i < written; i++) {
        log.write(entry);
      }
      dropped = log.dropped();
    }
    assertThat(lines("access.log").size() + dropped).isEqualTo(written);
  }

  @Test
  void a_full_disk_loses_lines_and_counts_them() throws IOException {
    var full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.isWritable(full), "this system has no /dev/full");
    try (var log = AccessLog.open(settings(full), CLOCK)) {
      log.write(new AccessEntry().service("keys"));
      await().until(() -> log.dropped() == 1);
      log.write(new AccessEntry().service("keys"));
      await().until(() -> log.dropped() == 2);
    }
  }

  @Test
  void a_log_that_is_closed_drops() throws IOException {
    var log = open();
    log.close();
    log.write(new AccessEntry());
    assertThat(log.dropped()).isEqualTo(1);
  }

  @Test
  void no_file_means_no_log() throws IOException {
    var absent = new AccessLogSettings(Optional.empty(), Format.TEXT, List.of());
    var log = AccessLog.open(absent, CLOCK);
    assertThat(log).isSameAs(AccessLog.NONE);
    assertThat(log.enabled()).isFalse();
    log.write(new AccessEntry());
    log.reopen();
    log.close();
  }

  @Test
  void a_file_that_cannot_be_opened_is_told_at_once() {
    var impossible = settings(folder.resolve("missing/access.log"));
    assertThatThrownBy(() -> AccessLog.open(impossible, CLOCK)).isInstanceOf(IOException.class);
  }
}
