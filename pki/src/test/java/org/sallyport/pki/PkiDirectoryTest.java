package org.sallyport.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.pki.PkiDirectory.Existing;
import org.sallyport.pki.PkiDirectory.Outcome;

class PkiDirectoryTest {
  private final Clock clock = Clock.systemUTC();
  @TempDir Path folder;

  @Test
  void an_authority_that_was_made_is_loaded_and_issues() throws IOException {
    PkiDirectory.init(folder, "Trial", clock, Existing.KEEP);
    var pki = PkiDirectory.load(folder, clock);
    var outcome = pki.issue(Request.server("keys.example.com", "127.0.0.1"), Existing.KEEP);
    assertThat(outcome).isInstanceOf(Outcome.Written.class);
    assertThat(PemReading.certificates(folder.resolve("keys.example.com.pem"))).hasSize(2);
    assertThat(PemReading.certificates(pki.trust())).isEqualTo(pki.authority().bundle());
  }

  @Test
  void keys_are_readable_by_their_owner_alone() throws IOException {
    PkiDirectory.init(folder, "Trial", clock, Existing.KEEP);
    PkiDirectory.load(folder, clock).issue(Request.client("director1"), Existing.KEEP);
    for (var key : new String[] {"director1.key", "authority/root.key", "authority/issuing.key"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(key))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void what_exists_is_replaced_only_when_asked_for() throws IOException {
    PkiDirectory.init(folder, "Trial", clock, Existing.KEEP);
    var before = Files.readString(folder.resolve("trust.pem"));
    assertThat(PkiDirectory.init(folder, "Trial", clock, Existing.KEEP))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(folder.resolve("trust.pem")).hasContent(before);
    var pki = PkiDirectory.load(folder, clock);
    pki.issue(Request.client("one"), Existing.KEEP);
    assertThat(pki.issue(Request.client("one"), Existing.KEEP)).isInstanceOf(Outcome.Refused.class);
    assertThat(pki.issue(Request.client("one"), Existing.REPLACE))
        .isInstanceOf(Outcome.Written.class);
  }

  @Test
  void a_wildcard_gets_a_file_name_without_a_star() throws IOException {
    PkiDirectory.init(folder, "Trial", clock, Existing.KEEP);
    PkiDirectory.load(folder, clock).issue(Request.server("*.example.com"), Existing.KEEP);
    assertThat(folder.resolve("wildcard.example.com.pem")).exists();
  }

  @Test
  void a_name_that_leaves_the_folder_is_refused() throws IOException {
    PkiDirectory.init(folder, "Trial", clock, Existing.KEEP);
    var pki = PkiDirectory.load(folder, clock);
    assertThat(pki.issue(Request.client("../escape"), Existing.REPLACE))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void a_folder_without_an_authority_says_so() {
    assertThat(PkiDirectory.exists(folder)).isFalse();
    assertThatThrownBy(() -> PkiDirectory.load(folder, clock)).isInstanceOf(IOException.class);
  }

  @Test
  void no_temporary_file_is_left_behind() throws IOException {
    PkiDirectory.init(folder, "Trial", clock, Existing.KEEP);
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".new"))).isEmpty();
    }
  }
}
