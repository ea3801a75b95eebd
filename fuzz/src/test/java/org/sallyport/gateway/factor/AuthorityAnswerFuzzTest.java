package org.sallyport.gateway.factor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

class AuthorityAnswerFuzzTest {
  private static final int LONGEST = 1024;

  @FuzzTest(maxDuration = "60s")
  void only_an_answer_that_says_accepted_accepts(byte[] input) {
    var text = new String(input, UTF_8);
    for (int status : new int[] {200, 202, 404, 500}) {
      for (var answer : AnswerReader.batch(status, input, 1)) {
        holds(answer, status, text);
      }
      for (var answer : AnswerReader.awaited(status, input).decided().values()) {
        holds(answer, status, text);
      }
      if (AnswerReader.pushed(status, input, true) instanceof Pushed.Decided(var answer)) {
        holds(answer, status, text);
      }
      var factors = AnswerReader.factors(status, input);
      assertThat(factors.codeLengths()).allMatch(n -> n >= 4 && n <= 10);
      if (factors.none()) {
        assertThat(text).containsAnyOf("enrolled", "unknown-user");
      }
    }
  }

  private static void holds(Answer answer, int status, String text) {
    if (answer instanceof Answer.Accepted(var credential, _)) {
      assertThat(status).isEqualTo(200);
      assertThat(text).contains("accepted");
      assertThat(credential).matches("[!-~]{1,64}");
    }
  }

  @FuzzTest(maxDuration = "60s")
  void a_reply_is_read_within_its_limits_or_not_at_all(byte[] input) {
    var in = new ByteArrayInputStream(input);
    try {
      var reply = new ReplyReader(in).read(LONGEST, false);
      assertThat(reply.status()).isBetween(200, 599);
      assertThat(reply.body().length).isLessThanOrEqualTo(LONGEST);
    } catch (IOException refused) {
      assertThat(refused).hasMessageMatching("[ -~]+");
    }
  }
}
