package org.sallyport.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.sallyport.oath.OtpAuthUri;

class OtpAuthUriFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void any_text_is_refused_or_means_the_same_when_written_again(byte[] input) {
    OtpAuthUri read;
    try {
      read = OtpAuthUri.parse(new String(input, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotNull();
      return;
    }
    var again = OtpAuthUri.parse(read.text().revealText());
    assertThat(again.seed()).isEqualTo(read.seed());
    assertThat(again.account()).isEqualTo(read.account());
    assertThat(again.issuer()).isEqualTo(read.issuer());
    assertThat(again.form()).isEqualTo(read.form());
  }
}
