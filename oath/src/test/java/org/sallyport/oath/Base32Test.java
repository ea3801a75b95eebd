package org.sallyport.oath;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {
  @ParameterizedTest
  @CsvSource({
    "'',''",
    "f,MY======",
    "fo,MZXQ====",
    "foo,MZXW6===",
    "foob,MZXW6YQ=",
    "fooba,MZXW6YTB",
    "foobar,MZXW6YTBOI======"
  })
  void it_writes_and_reads_the_vectors_of_rfc_4648(String plain, String encoded) {
    var bytes = plain.getBytes(US_ASCII);
    var bare = encoded.replace("=", "");
    assertThat(Base32.encode(bytes)).isEqualTo(bare);
    assertThat(Base32.decode(encoded))
        .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    assertThat(Base32.decode(bare)).hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my",
        "M",
        "MZX",
        "MZXW6Y",
        "MZ",
        "MY=",
        "MY=====",
        "MY=======",
        "MY====== ",
        "M1",
        "M8",
        "MZXW6YTB========",
        "=",
        "MZXW 6YTB",
        "MY=A====",
        "ＭＹ"
      })
  void it_is_strict(String text) {
    assertThat(Base32.decode(text)).isEmpty();
  }

  @Test
  void what_is_written_is_read() {
    var random = new Random(1);
    for (int length = 0; length < 130; length++) {
      var bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(Base32.decode(Base32.encode(bytes)))
          .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    }
  }
}
