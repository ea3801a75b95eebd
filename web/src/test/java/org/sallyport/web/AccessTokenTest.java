package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTokenTest {
  @TempDir private Path folder;

  @Test
  void a_generated_token_is_left_for_its_owner_alone() throws IOException {
    var file = folder.resolve("state/admin-token");
    var token = AccessToken.generated(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(token.matches(Files.readString(file))).isTrue();
    assertThat(token.matches(Files.readString(file) + "x")).isFalse();
  }

  @Test
  void each_generated_token_is_another_and_replaces_the_file() throws IOException {
    var file = folder.resolve("admin-token");
    var first = AccessToken.generated(file);
    var second = AccessToken.generated(file);

    assertThat(first.matches(Files.readString(file))).isFalse();
    assertThat(second.matches(Files.readString(file))).isTrue();
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }
}
