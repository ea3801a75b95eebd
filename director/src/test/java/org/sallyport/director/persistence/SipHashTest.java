package org.sallyport.director.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The reference code's own vectors: key 00 to 0f, inputs of 0 to 63 bytes that count up. */
class SipHashTest {
  private static final long K0 = 0x0706050403020100L;
  private static final long K1 = 0x0f0e0d0c0b0a0908L;

  private final SipHash hash = new SipHash();

  @Test
  void every_reference_vector_holds_at_any_offset() throws IOException {
    var vectors = vectors();
    assertThat(vectors).hasSize(64);
    for (int length = 0; length < vectors.size(); length++) {
      var input = new byte[length + 3];
      for (int i = 0; i < length; i++) {
        input[3 + i] = (byte) i;
      }
      hash.hash(K0, K1, input, 3, length);
      assertThat(result()).isEqualTo(vectors.get(length));
    }
  }

  @Test
  void two_words_hash_as_their_sixteen_bytes() throws IOException {
    hash.hash(K0, K1, K0, K1);
    assertThat(result()).isEqualTo(vectors().get(16));
  }

  private String result() {
    var bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    return HexFormat.of().formatHex(bytes.putLong(hash.first()).putLong(hash.second()).array());
  }

  private static List<String> vectors() throws IOException {
    try (var in = SipHashTest.class.getResourceAsStream("siphash-2-4-128.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), US_ASCII).lines().toList();
    }
  }
}
