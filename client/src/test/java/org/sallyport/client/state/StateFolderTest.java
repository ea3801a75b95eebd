package org.sallyport.client.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir private Path parent;

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void a_folder_and_its_files_are_for_their_owner_alone() throws Exception {
    var folder = StateFolder.open(parent.resolve("a/b"));
    folder.write("x", "one".getBytes(UTF_8));
    folder.append("y", "two".getBytes(UTF_8));

    assertThat(mode(parent.resolve("a/b"))).isEqualTo("rwx------");
    assertThat(mode(folder.path("x"))).isEqualTo("rw-------");
    assertThat(mode(folder.path("y"))).isEqualTo("rw-------");
  }

  @Test
  void what_a_killed_process_left_half_written_is_swept_and_what_is_being_written_is_not()
      throws Exception {
    var folder = StateFolder.open(parent.resolve("s"));
    var old = Files.writeString(folder.path(".protection.key.123.new"), "secret");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    var fresh = Files.writeString(folder.path(".keys.json.456.new"), "secret");

    StateFolder.open(parent.resolve("s"));

    assertThat(old).doesNotExist();
    try (var all = Files.list(folder.path())) {
      assertThat(all).containsExactly(fresh);
    }
  }

  @Test
  void a_folder_of_somebody_else_is_refused() throws Exception {
    assumeThat(Files.getOwner(parent).getName()).isEqualTo("root");
    var folder = Files.createDirectory(parent.resolve("s"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Files.setAttribute(folder, "unix:uid", 65_534);

    assertThatThrownBy(() -> StateFolder.open(folder))
        .isInstanceOf(UnsafeStateException.class)
        .hasMessageContaining("belongs to");
  }

  @Test
  void a_folder_that_others_can_enter_is_refused() throws Exception {
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-x---"));

    assertThatThrownBy(() -> StateFolder.open(parent))
        .isInstanceOf(UnsafeStateException.class)
        .hasMessageContaining("rwxr-x---")
        .hasMessageContaining("chmod 700");
  }

  @Test
  void a_file_that_others_can_read_is_refused() throws Exception {
    var folder = StateFolder.open(parent.resolve("s"));
    folder.write("x", "one".getBytes(UTF_8));
    Files.setPosixFilePermissions(folder.path("x"), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> folder.read("x"))
        .isInstanceOf(UnsafeStateException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void a_link_in_the_place_of_a_file_is_refused() throws Exception {
    var folder = StateFolder.open(parent.resolve("s"));
    Files.createSymbolicLink(folder.path("x"), Path.of("/dev/null"));

    assertThatThrownBy(() -> folder.read("x")).isInstanceOf(UnsafeStateException.class);
  }

  @Test
  void a_replaced_file_has_the_new_content_and_nothing_is_left_beside_it() throws Exception {
    var folder = StateFolder.open(parent.resolve("s"));
    folder.write("x", "one".getBytes(UTF_8));
    folder.write("x", "two".getBytes(UTF_8));

    assertThat(folder.read("x").orElseThrow()).asString(UTF_8).isEqualTo("two");
    assertThat(folder.read("none")).isEmpty();
    try (var files = Files.list(folder.path())) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("x");
    }
  }

  @Test
  void a_write_that_fails_leaves_the_former_content() throws Exception {
    var folder = StateFolder.open(parent.resolve("s"));
    folder.write("x", "one".getBytes(UTF_8));
    Files.createDirectory(folder.path("busy"));
    Files.writeString(folder.path("busy").resolve("inside"), "");

    assertThatThrownBy(() -> folder.write("busy", "two".getBytes(UTF_8)))
        .isInstanceOf(java.io.IOException.class);

    assertThat(folder.read("x").orElseThrow()).asString(UTF_8).isEqualTo("one");
    try (var files = Files.list(folder.path())) {
      assertThat(files.map(file -> file.getFileName().toString())).containsOnly("x", "busy");
    }
  }

  @Test
  void one_holds_the_folder_at_a_time() throws Exception {
    var one = StateFolder.open(parent.resolve("s"));
    var other = StateFolder.open(parent.resolve("s"));
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var turns = new CompletableFuture<?>[8];
    for (int i = 0; i < turns.length; i++) {
      var folder = i % 2 == 0 ? one : other;
      turns[i] =
          CompletableFuture.runAsync(
              () -> {
                try (var hold = folder.hold()) {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  Thread.onSpinWait();
                  inside.decrementAndGet();
                  assertThat(hold).isNotNull();
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
    }
    CompletableFuture.allOf(turns).get(60, java.util.concurrent.TimeUnit.SECONDS);

    assertThat(most).hasValue(1);
  }

  @Test
  void the_usual_place_follows_the_environment() {
    assertThat(StateFolder.usual(_ -> Optional.of("/xdg"), Path.of("/home/ada")))
        .isEqualTo(Path.of("/xdg/sallyport"));
    assertThat(StateFolder.usual(_ -> Optional.empty(), Path.of("/home/ada")))
        .isEqualTo(Path.of("/home/ada/.config/sallyport"));
  }
}
