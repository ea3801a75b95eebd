package org.sallyport.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.sallyport.oath.CredentialCsv;

class CredentialCsvFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void any_bytes_are_credentials_or_problems_of_their_lines(byte[] input) {
    var imported = CredentialCsv.read(input);
    long lines = new String(input, StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count();
    for (var problem : imported.problems()) {
      assertThat((long) problem.line()).isBetween(0L, lines + 1);
    }
    for (var one : imported.credentials()) {
      assertThat(one.seed().length()).isBetween(16, 128);
    }
  }
}
