package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.ReplyDecoder;
import org.sallyport.wire.smtp.ReplyResult;

class SmtpReplyFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void a_reply_is_read_the_same_however_it_arrives(byte[] input) {
    var whole = ReplyDecoder.decode(input, 0, input.length);
    boolean decided = false;
    for (int length : Pieces.prefixes(input.length)) {
      var result = ReplyDecoder.decode(Arrays.copyOf(input, length), 0, length);
      if (decided || length == input.length || !(result instanceof ReplyResult.NeedMore)) {
        assertThat(result).isEqualTo(whole);
        decided = true;
      }
    }
    if (whole instanceof ReplyResult.Decoded(var reply, int consumed)) {
      assertThat(consumed).isBetween(5, input.length);
      assertThat(Capabilities.of(reply)).isNotNull();
      var again = reply.format().getBytes(UTF_8);
      assertThat(ReplyDecoder.decode(again, 0, again.length))
          .isInstanceOfSatisfying(
              ReplyResult.Decoded.class,
              decoded -> assertThat(decoded.reply().format()).isEqualTo(reply.format()));
    }
  }
}
