package org.sallyport.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.Pskc;
import org.sallyport.oath.PskcKey;

class PskcFuzzTest {
  /** The key of RFC 6030 section 6.1, so that what is made of its figures opens. */
  private static final PskcKey KEY =
      new PskcKey.PreShared(
          Secret.copyOf(HexFormat.of().parseHex("12345678901234567890123456789012")));

  @FuzzTest(maxDuration = "60s")
  void any_bytes_are_credentials_or_problems(byte[] input) {
    var imported = Pskc.read(input, KEY);
    assertThat(imported.credentials().size() + imported.problems().size()).isPositive();
    for (var one : imported.credentials()) {
      assertThat(one.seed().length()).isBetween(16, 128);
    }
  }
}
