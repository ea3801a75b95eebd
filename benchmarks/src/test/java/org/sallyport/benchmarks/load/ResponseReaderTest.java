package org.sallyport.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ResponseReaderTest {
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nSet-Cookie: ovidCookie=a-1; Path=/\r\n"
          + "X-Member: a\r\n\r\nhello";

  private final ResponseReader reader = new ResponseReader();

  @Test
  void an_answer_cut_at_every_byte_ends_with_its_last_byte() {
    for (var cut = 1; cut < ANSWER.length(); cut++) {
      assertThat(read(ANSWER.substring(0, cut))).as("cut at %d", cut).isFalse();
      assertThat(read(ANSWER.substring(cut))).as("cut at %d", cut).isTrue();
      assertThat(reader.status()).isEqualTo(200);
      assertThat(reader.member()).isEqualTo('a');
      assertThat(reader.cookie()).asString(StandardCharsets.US_ASCII).isEqualTo("ovidCookie=a-1");
    }
  }

  @Test
  void an_answer_without_a_body_ends_with_its_head() {
    assertThat(read("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")).isTrue();
    assertThat(reader.status()).isEqualTo(503);
    assertThat(reader.setsCookie()).isFalse();
    assertThat(reader.member()).isZero();
  }

  @Test
  void bytes_after_an_answer_are_refused() {
    assertThatThrownBy(() -> read(ANSWER + "x")).isInstanceOf(IllegalStateException.class);
  }

  private boolean read(String text) {
    return reader.read(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }
}
