package org.sallyport.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.settings.Mode;
import org.sallyport.identity.Identified;

final class CodeModeTest {
  private final Script script = Script.of(Mode.CODE);

  @Test
  void a_code_is_checked_for_the_name_that_the_authority_knows() {
    Script.accepted(script.play("123456"), "code");
    assertThat(script.asked).containsExactly("find ann", "code ann.authority 123456");
  }

  @Test
  void without_a_directory_the_typed_name_is_asked_for() {
    script.identified = false;

    Script.accepted(script.play("123456"), "code");
    assertThat(script.asked).containsExactly("code ann 123456");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345", "123456789", "12345a", "sesame123456"})
  void what_is_no_code_is_asked_of_nobody(String field) {
    Script.rejected(script.play(field), "not a code");
    assertThat(script.asked).isEmpty();
  }

  @Test
  void a_user_whom_no_directory_knows_is_rejected() {
    script.directory = Optional.of(new Identified.Unknown());

    Script.rejected(script.play("123456"), "unknown user");
  }

  @Test
  void a_user_whom_the_authority_does_not_know_is_rejected() {
    script.authority = Optional.of(new Answer.Unknown());

    Script.rejected(script.play("123456"), "unknown to the authority");
  }

  @Test
  void what_no_directory_can_say_is_silence() {
    script.directory = Optional.of(new Identified.Unavailable("all connections failed"));

    Script.silent(script.play("123456"), "all connections failed");
  }

  @Test
  void what_the_authority_cannot_say_is_silence() {
    script.authority =
        Optional.of(new Answer.Unavailable(Answer.Cause.PROXY, "the proxy answered 407"));

    Script.silent(script.play("123456"), "proxy, the proxy answered 407");
  }
}
