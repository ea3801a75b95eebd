package org.sallyport.client.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir private Path folder;

  @Test
  void a_file_that_came_meanwhile_is_not_replaced() throws Exception {
    var target = folder.resolve("letter");
    try (var out = OutputFile.begin(target, true, false)) {
      out.write(1);
      // What nobody sees who follows links is there as well.
      Files.createSymbolicLink(target, folder.resolve("nowhere"));

      assertThatThrownBy(out::release).isInstanceOf(FileAlreadyExistsException.class);
    }

    assertThat(Files.exists(target, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(target).isSymbolicLink();
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(target);
    }
  }

  @Test
  void a_file_appears_alone_when_it_is_complete() throws Exception {
    var target = folder.resolve("letter");
    try (var out = OutputFile.begin(target, true, false)) {
      out.write(1);
      out.release();
    }

    assertThat(target).hasBinaryContent(new byte[] {1});
    try (var all = Files.list(folder)) {
      assertThat(all).containsExactly(target);
    }
  }
}
