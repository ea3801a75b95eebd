package org.sallyport.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.app.Invocation;

/** Documents that are wrong fail the build: samples are checked. */
class DocumentsTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void a_sample_has_no_problem(Block sample) throws IOException {
    issueCertificates();
    var file = Files.writeString(folder.resolve("sample.yaml"), sample.text());

    assertThat(Invocation.of("check", file.toString()).out()).isEqualTo(file + ": fine\n");
  }

  @Test
  void there_are_samples() {
    assertThat(samples()).hasSizeGreaterThan(4);
  }

  static List<Block> samples() {
    return Block.all().stream().filter(Block::checked).toList();
  }

  private void issueCertificates() {
    var pki = folder.resolve("pki").toString();
    assertThat(Invocation.of("pki", "init", "--dir", pki).exit()).isZero();
    assertThat(Invocation.of("pki", "server", "--dir", pki, "portal.example.com").exit()).isZero();
  }
}
