package org.sallyport.gateway.factor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {
  private static byte[] json(String text) {
    return text.getBytes(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"results\":{}}",
        "{\"results\":[true]}",
        "{\"results\":[{\"result\":true}]}",
        "{\"results\":[{\"result\":\"ACCEPTED\",\"credential\":\"c\"}]}",
        "{\"results\":[{\"result\":\"accepted\"}]}",
        "{\"results\":[{\"result\":\"accepted\",\"credential\":\"\"}]}",
        "{\"results\":[{\"result\":\"accepted\",\"credential\":1}]}",
        "{\"results\":[{\"result\":\"accepted\",\"credential\":\"a b\"}]}",
        "{\"results\":[{\"result\":\"refused\",\"result\":\"accepted\",\"credential\":\"c\"}]}",
        "{\"results\":[{\"result\":\"accepted\",\"credential\":\"c\"}]} {}",
        "{\"results\":[{\"result\":\"accepted\",\"credential\":\"c\"}]"
      })
  void what_is_not_exactly_an_acceptance_is_none(String text) {
    assertThat(AnswerReader.batch(200, json(text), 1))
        .singleElement()
        .isInstanceOf(Answer.Unavailable.class);
  }

  @Test
  void a_result_that_is_not_known_spoils_no_other() {
    var answers =
        AnswerReader.batch(
            200, json("{\"results\":[{\"result\":\"mismatch\"},{\"result\":\"unknown\"}]}"), 2);
    assertThat(answers.getFirst()).isInstanceOf(Answer.Unavailable.class);
    assertThat(answers.getLast()).isEqualTo(new Answer.Unknown());
  }

  @Test
  void an_acceptance_counts_with_its_own_status_alone() {
    var accepted = json("{\"results\":[{\"result\":\"accepted\",\"credential\":\"c\"}]}");
    assertThat(AnswerReader.batch(200, accepted, 1)).containsExactly(new Answer.Accepted("c"));
    assertThat(AnswerReader.batch(201, accepted, 1).getFirst())
        .isInstanceOf(Answer.Unavailable.class);
  }

  @Test
  void members_that_are_not_known_are_passed_over() {
    assertThat(
            AnswerReader.factors(
                200,
                json(
                    "{\"codeLengths\":[6],\"push\":false,\"state\":\"active\",\"later\":[{\"x\":1}]}")))
        .isEqualTo(new Enrolment.Enrolled(Set.of(6), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"codeLengths\":[6.5],\"push\":false}",
        "{\"codeLengths\":[\"6\"],\"push\":false}",
        "{\"codeLengths\":[99],\"push\":false}",
        "{\"codeLengths\":6,\"push\":false}",
        "{\"codeLengths\":[6]}",
        "{\"codeLengths\":[],\"push\":false,\"enrolled\":false}",
        "{\"codeLengths\":[],\"push\":false,\"state\":\"active\",\"enrolled\":0}",
        "{\"codeLengths\":[6],\"push\":\"no\"}"
      })
  void factors_of_a_wrong_form_are_not_heard(String text) {
    assertThat(AnswerReader.factors(200, json(text))).isEqualTo(new Enrolment.Unheard());
  }

  @ParameterizedTest
  @CsvSource({
    "active, false, None",
    "active, true, Barred",
    "disabled, false, Barred",
    "locked, false, Barred",
    "later, false, Barred"
  })
  void only_an_active_user_with_nothing_at_all_has_no_second_factor(
      String state, boolean enrolled, String expected) {
    var text =
        "{\"codeLengths\":[],\"push\":false,\"state\":\"%s\",\"enrolled\":%s}"
            .formatted(state, enrolled);
    assertThat(AnswerReader.factors(200, json(text)).getClass().getSimpleName())
        .isEqualTo(expected);
  }

  @Test
  void an_authority_that_does_not_say_what_is_disabled_lets_nobody_leave_it_out() {
    var text = json("{\"codeLengths\":[],\"push\":false,\"state\":\"active\"}");
    assertThat(AnswerReader.factors(200, text)).isEqualTo(new Enrolment.Barred());
  }

  @Test
  void a_404_of_something_else_is_not_an_unknown_user() {
    assertThat(AnswerReader.factors(404, json("<html>not found</html>")))
        .isEqualTo(new Enrolment.Unheard());
    assertThat(AnswerReader.pushed(404, json("{\"type\":\"about:blank\"}"), true))
        .isInstanceOfSatisfying(
            Pushed.Decided.class,
            decided -> assertThat(decided.answer()).isInstanceOf(Answer.Unavailable.class));
  }
}
