package org.sallyport.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.gateway.factor.Pushed;
import org.sallyport.gateway.settings.Mode;
import org.sallyport.gateway.settings.PushSettings.Style;
import org.sallyport.gateway.settings.StaticPassword;
import org.sallyport.identity.TypedName;
import org.sallyport.kernel.Secret;

final class ChallengeModesTest {
  @Test
  void after_the_password_a_code_is_asked_for() {
    var script = Script.of(Mode.PASSWORD_THEN_CODE);

    assertThat(script.play("sesame")).isEqualTo(new Decision.AskCode(Script.ANN));
    assertThat(script.asked).containsExactly("password ann sesame");
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"PASSWORD_THEN_CODE", "PUSH", "PASSWORD"})
  void a_wrong_or_empty_password_goes_no_further(Mode mode) {
    var script = Script.of(mode);

    Script.rejected(script.play("simsim"), "wrong password");
    Script.rejected(script.play(""), "empty password");
    assertThat(script.asked).containsExactly("password ann simsim");
  }

  @Test
  void the_answer_to_a_challenge_is_a_code() {
    var script = Script.of(Mode.PASSWORD_THEN_CODE);

    Script.accepted(script.resume("123456", Optional.empty()), "code");
    Script.rejected(script.resume("654321", Optional.empty()), "wrong code");
    assertThat(script.asked)
        .containsExactly("code ann.authority 123456", "code ann.authority 654321");
  }

  @Test
  void what_is_no_code_is_no_answer() {
    var script = Script.of(Mode.PASSWORD_THEN_CODE);

    Script.rejected(script.resume("sesame", Optional.empty()), "not a code");
    Script.rejected(script.resume("", Optional.empty()), "not a code");
    assertThat(script.asked).isEmpty();
  }

  @Test
  void a_reply_that_shows_attributes_looks_the_person_up_again() {
    var script = Script.of(Mode.PASSWORD_THEN_CODE);
    script.attributes = true;

    assertThat(script.resume("123456", Optional.empty()))
        .isEqualTo(new Decision.Accept(Script.ANN, "c_1", Basis.AUTHORITY, "code"));
    assertThat(script.asked).containsExactly("find ann", "code ann.authority 123456");
  }

  @Test
  void what_another_server_said_with_the_password_is_not_lost_by_the_challenge() {
    var script = Script.of(Mode.PASSWORD_THEN_CODE);
    script.attributes = true;
    script.said = Map.of("filter-id", List.of("lab"));
    assertThat(script.resume("123456", Optional.empty()))
        .isInstanceOfSatisfying(
            Decision.Accept.class,
            accept -> assertThat(accept.person().attributes()).isEqualTo(script.said));
    assertThat(script.asked).containsExactly("code ann.authority 123456");
  }

  @Test
  void a_push_shows_its_number_and_is_waited_for_by_the_answer() {
    var script = Script.of(Mode.PUSH);

    assertThat(script.play("sesame")).isEqualTo(new Decision.ShowPush(Script.ANN, "p_1", "42"));
    Script.accepted(script.resume("", Optional.of("p_1")), "push");
    assertThat(script.asked)
        .containsExactly("password ann sesame", "push ann.authority", "await ann.authority p_1");
  }

  @Test
  void a_code_may_answer_instead_of_the_push() {
    var script = Script.of(Mode.PUSH);

    Script.accepted(script.resume("123456", Optional.of("p_1")), "code");
    Script.rejected(script.resume("12345", Optional.of("p_1")), "not a code");
  }

  @Test
  void a_code_behind_the_separator_saves_the_push() {
    var script = Script.of(Mode.PUSH);

    Script.accepted(script.play("sesame,123456"), "code");
    assertThat(script.asked).containsExactly("password ann sesame", "code ann.authority 123456");
  }

  @ParameterizedTest
  @ValueSource(strings = {"se,same", "sesame,", "sesame,12345", ",sesame123456"})
  void a_separator_without_a_code_belongs_to_the_password(String field) {
    var script = Script.of(Mode.PUSH);

    Script.rejected(script.play(field), "wrong password");
    assertThat(script.asked).containsExactly("password ann " + field);
  }

  @Test
  void where_no_challenge_can_be_shown_the_first_request_waits() {
    var script = Script.of(Mode.PUSH);
    script.style = Style.WAIT;

    Script.accepted(script.play("sesame"), "push");
    assertThat(script.asked)
        .endsWith("push ann.authority without number", "await ann.authority p_1");
  }

  @Test
  void a_denied_push_is_a_refusal() {
    var script = Script.of(Mode.PUSH);
    script.authority = Optional.of(new Answer.Refused("denied"));

    Script.rejected(script.resume("ok", Optional.of("p_1")), "denied");
  }

  @Test
  void who_has_no_device_is_asked_for_a_code() {
    var script = Script.of(Mode.PUSH);
    script.pushed = new Pushed.Decided(new Answer.Refused("no credential"));

    assertThat(script.play("sesame")).isEqualTo(new Decision.AskCode(Script.ANN));
  }

  @Test
  void in_continuity_a_code_is_asked_for_instead_of_a_push() {
    var script = Script.of(Mode.PUSH);
    script.pushed = new Pushed.Decided(new Answer.Refused("no push", Basis.LOCAL_PACKAGE));

    assertThat(script.play("sesame")).isEqualTo(new Decision.AskCode(Script.ANN));
  }

  @Test
  void a_push_that_cannot_be_sent_is_silence() {
    var script = Script.of(Mode.PUSH);
    script.pushed =
        new Pushed.Decided(new Answer.Unavailable(Answer.Cause.UNREACHABLE, "connect timed out"));

    Script.silent(script.play("sesame"), "unreachable");
  }

  @Test
  void who_has_no_second_factor_enters_by_password_where_the_policy_says_so() {
    var script = Script.of(Mode.PASSWORD_THEN_CODE);
    script.staticPassword = StaticPassword.UNENROLLED;

    assertThat(script.play("sesame")).isInstanceOf(Decision.AskCode.class);
    script.factors = new Enrolment.None();
    Script.accepted(script.play("sesame"), "static password");
    script.factors = new Enrolment.Unheard();
    assertThat(script.play("sesame")).isInstanceOf(Decision.AskCode.class);
  }

  @Test
  void password_mode_asks_for_nothing_more() {
    var script = Script.of(Mode.PASSWORD);

    Script.accepted(script.play("sesame"), "password");
    assertThat(script.asked).containsExactly("password ann sesame");
  }

  @Test
  void a_name_that_nobody_can_have_is_asked_of_nobody() {
    var script = Script.of(Mode.PASSWORD);
    var long129 = "n".repeat(129);

    for (var name : List.of("", "  ", long129)) {
      var attempt = Attempt.first(new TypedName(name), Secret.ofText("sesame"));
      Script.rejected(script.play(attempt), "unusable user name");
    }
    assertThat(script.asked).isEmpty();
  }
}
