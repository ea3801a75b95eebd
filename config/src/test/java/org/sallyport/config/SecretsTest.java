package org.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
  @TempDir Path folder;

  @Test
  void a_file_gives_its_first_line() throws IOException {
    assertThat(revealed(write("one\ntwo\n"))).isEqualTo("one");
    assertThat(revealed(write("one\r\n"))).isEqualTo("one");
    assertThat(revealed(write(" spaces stay "))).isEqualTo(" spaces stay ");
  }

  @Test
  void a_pem_file_gives_all_of_it() throws IOException {
    var pem = "text before\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";

    assertThat(revealed(write(pem))).isEqualTo(pem);
  }

  @Test
  void a_variable_gives_its_value() {
    var found = Secrets.read(new SecretSource.Environment("KEY"), Map.of("KEY", "one"));

    assertThat(((Secrets.Found.Value) found).secret().revealText()).isEqualTo("one");
  }

  @Test
  void what_is_missing_is_named_without_content() throws IOException {
    var none = folder.resolve("none");
    assertThat(Secrets.read(new SecretSource.File(none)))
        .isEqualTo(new Secrets.Found.Missing("there is no file " + none));
    var empty = write("\nsecond");
    assertThat(Secrets.read(new SecretSource.File(empty)))
        .isEqualTo(new Secrets.Found.Missing("the first line of the file " + empty + " is empty"));
    var large = write("x".repeat(65_537));
    assertThat(Secrets.read(new SecretSource.File(large)))
        .isEqualTo(new Secrets.Found.Missing("the file " + large + " is larger than 64 KiB"));
    assertThat(Secrets.read(new SecretSource.Environment("KEY"), Map.of()))
        .isEqualTo(new Secrets.Found.Missing("the environment variable KEY is not set"));
    assertThat(Secrets.read(new SecretSource.Environment("KEY"), Map.of("KEY", "")))
        .isEqualTo(new Secrets.Found.Missing("the environment variable KEY is empty"));
  }

  @Test
  void a_file_that_everybody_may_read_is_taken_with_a_warning() throws IOException {
    assertThat(warning("rw-r--r--")).contains("every user may read");
    assertThat(warning("rw-r-----")).isEmpty();
  }

  private String warning(String permissions) throws IOException {
    var file = write("one");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return ((Secrets.Found.Value) Secrets.read(new SecretSource.File(file))).warning().orElse("");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("key"), text);
  }

  private static String revealed(Path file) {
    return ((Secrets.Found.Value) Secrets.read(new SecretSource.File(file))).secret().revealText();
  }
}
