package org.sallyport.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.gateway.settings.Mode;
import org.sallyport.gateway.settings.StaticPassword;
import org.sallyport.identity.AuthorityName;
import org.sallyport.identity.Identified;
import org.sallyport.identity.Person;
import org.sallyport.identity.TypedName;

final class PasswordCodeModeTest {
  private final Script script = Script.of(Mode.PASSWORD_CODE);

  @Test
  void the_directory_is_asked_once_and_before_the_authority() {
    Script.accepted(script.play("sesame123456"), "code");
    assertThat(script.asked)
        .containsExactly("lengths ann", "password ann sesame", "code ann.authority 123456");
  }

  @Test
  void a_wrong_password_uses_no_code() {
    Script.rejected(script.play("simsim123456"), "wrong password");
    assertThat(script.asked).containsExactly("lengths ann", "password ann simsim");
  }

  @Test
  void a_wrong_code_is_final() {
    Script.rejected(script.play("sesame654321"), "wrong code");
  }

  @Test
  void a_field_without_a_code_binds_nobody() {
    Script.rejected(script.play("sesame"), "no code behind the password");
    Script.rejected(script.play("123456"), "no code behind the password");
    assertThat(script.asked).containsOnly("lengths ann");
  }

  @Test
  void the_users_own_length_of_codes_decides_where_the_password_ends() {
    script.guessed = Set.of(8);

    Script.rejected(script.play("sesame12345678"), "wrong code");
    assertThat(script.asked).contains("password ann sesame", "code ann.authority 12345678");
  }

  @Test
  void without_word_from_the_authority_the_configured_length_decides() {
    script.factors = new Enrolment.Unheard();

    Script.accepted(script.play("sesame123456"), "code");
  }

  @Test
  void two_lengths_are_tried_the_longer_first_and_the_other_after_a_wrong_password_alone() {
    script.guessed = Set.of(6, 8);

    Script.rejected(script.play("sesame00123456"), "wrong code");
    assertThat(script.asked)
        .containsExactly("lengths ann", "password ann sesame", "code ann.authority 00123456");

    script.asked.clear();
    Script.rejected(script.play("simsim00123456"), "wrong password");
    assertThat(script.asked)
        .containsExactly("lengths ann", "password ann simsim", "password ann simsim00");
  }

  @Test
  void a_locked_account_is_not_tried_a_second_way() {
    script.guessed = Set.of(6, 8);
    script.directory = Optional.of(new Identified.Refused("account locked"));

    Script.rejected(script.play("simsim00123456"), "account locked");
    assertThat(script.asked).containsExactly("lengths ann", "password ann simsim");
  }

  @Test
  void a_length_that_the_digits_do_not_fill_is_not_tried() {
    script.guessed = Set.of(6, 8);

    Script.accepted(script.play("sesame123456"), "code");
    assertThat(script.asked)
        .containsExactly("lengths ann", "password ann sesame", "code ann.authority 123456");
  }

  @Test
  void a_static_password_needs_the_policy() {
    script.staticPassword = StaticPassword.ALLOW;

    Script.accepted(script.play("sesame"), "static password");
    assertThat(script.asked).containsExactly("lengths ann", "password ann sesame");
  }

  @Test
  void a_static_password_may_end_in_digits() {
    script.staticPassword = StaticPassword.ALLOW;
    script.directory = Optional.of(new Identified.Refused("wrong password"));

    Script.rejected(script.play("pass123456"), "wrong password");
    assertThat(script.asked)
        .containsExactly("lengths ann", "password ann pass", "password ann pass123456");
  }

  @Test
  void who_has_a_second_factor_cannot_leave_it_out_where_only_others_may() {
    script.staticPassword = StaticPassword.UNENROLLED;
    Script.rejected(script.play("sesame"), "no code behind the password");
  }

  @Test
  void who_has_one_cannot_leave_it_out_by_another_spelling_of_the_name() {
    script.staticPassword = StaticPassword.UNENROLLED;
    script.guessed = Set.of();
    Script.rejected(script.play("sesame"), "no code behind the password");
    Script.accepted(script.play("sesame123456"), "code");
    assertThat(script.asked)
        .containsExactly(
            "lengths ann",
            "find ann",
            "factors ann.authority",
            "lengths ann",
            "find ann",
            "factors ann.authority",
            "password ann sesame",
            "code ann.authority 123456");
  }

  @Test
  void another_spelling_parts_the_field_by_the_persons_own_codes() {
    script.guessed = Set.of();
    script.factors = new Enrolment.Enrolled(Set.of(8), false);
    Script.rejected(script.play("sesame12345678"), "wrong code");
    assertThat(script.asked).endsWith("password ann sesame", "code ann.authority 12345678");
  }

  @Test
  void who_has_none_may_leave_it_out_where_the_policy_says_so() {
    script.staticPassword = StaticPassword.UNENROLLED;
    script.guessed = Set.of();
    script.factors = new Enrolment.None();
    Script.accepted(script.play("sesame"), "static password");
    assertThat(script.asked)
        .as("the password decides who it is, and only that person is asked about")
        .endsWith("password ann sesame", "factors ann.authority");
  }

  @Test
  void who_is_enrolled_between_the_questions_may_not() {
    script.staticPassword = StaticPassword.UNENROLLED;
    script.guessed = Set.of();
    script.factors = new Enrolment.None();
    script.afterPassword = () -> script.factors = new Enrolment.Enrolled(Set.of(6), false);
    Script.rejected(script.play("sesame"), "no code behind the password");
  }

  @Test
  void who_is_not_heard_of_may_not() {
    script.staticPassword = StaticPassword.UNENROLLED;
    script.guessed = Set.of();
    script.factors = new Enrolment.Unheard();
    Script.silent(script.play("sesame"), "is a code needed?");
    Script.accepted(script.play("sesame123456"), "code");
  }

  @Test
  void who_is_barred_may_not() {
    script.staticPassword = StaticPassword.UNENROLLED;
    script.guessed = Set.of();
    script.factors = new Enrolment.Barred();
    Script.rejected(script.play("sesame"), "no code behind the password");
  }

  @Test
  void whom_the_authority_does_not_know_may_where_a_directory_vouches_for_the_name() {
    script.staticPassword = StaticPassword.UNENROLLED;
    script.guessed = Set.of();
    script.factors = new Enrolment.Stranger();
    Script.accepted(script.play("sesame"), "static password");
    var unvouched = AuthorityName.asTyped(new TypedName("ann"));
    script.directory =
        Optional.of(new Identified.Accepted(new Person(unvouched, "nps1", Map.of(), List.of())));
    Script.rejected(script.play("sesame"), "no code behind the password");
  }

  @Test
  void in_continuity_the_mark_says_who_vouched() {
    script.authority = Optional.of(new Answer.Accepted("", Basis.FIRST_FACTOR_ALONE));

    assertThat(script.play("sesame999999"))
        .isEqualTo(new Decision.Accept(Script.ANN, "", Basis.FIRST_FACTOR_ALONE, "code"));
  }
}
