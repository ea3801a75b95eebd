package org.sallyport.encryption.mailrule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.encryption.mailrule.Comparison.Operator;
import org.sallyport.encryption.mailrule.Comparison.What;

class ConditionsTextTest {
  private static final String ALL =
      """
      sender is @example.com
      header X-Class matches *secret*
      any of
        subject begins [encrypt] now
        none of
          encrypted
          size larger 10MiB
        signed
      sender-group is Board of directors
      subject present
      """;

  private static List<Criterion> good(String text) {
    assertThat(ConditionsText.read(text)).isInstanceOf(ConditionsText.Read.Good.class);
    return ((ConditionsText.Read.Good) ConditionsText.read(text)).criteria();
  }

  @Test
  void lines_are_read_and_written_alike() {
    assertThat(ConditionsText.of(good(ALL))).isEqualTo(ALL);
    assertThat(good("")).isEmpty();
  }

  @Test
  void what_is_indented_is_of_the_group_above() {
    assertThat(good("any of\n  signed\n\n\tencrypted\nsize smaller 1KiB"))
        .containsExactly(
            new Conditions(
                Conditions.Match.ANY,
                List.of(
                    new Comparison(What.SIGNED, "", Operator.PRESENT, ""),
                    new Comparison(What.ENCRYPTED, "", Operator.PRESENT, ""))),
            new Comparison(What.SIZE, "", Operator.SMALLER, "1KiB"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "subjct is x | 1 | not subjct",
        "signed;subject equals x | 2 | begins",
        "subject is | 1 | value",
        "size larger many | 1 | 10MiB",
        "header | 1 | expected is",
        "all of;  all of;   all of;    all of;     all of | 5 | nested",
      })
  void a_line_that_is_none_is_named(String lines, int line, String said) {
    assertThat(ConditionsText.read(lines.replace(";", "\n")))
        .isInstanceOfSatisfying(
            ConditionsText.Read.Wrong.class,
            wrong -> {
              assertThat(wrong.line()).isEqualTo(line);
              assertThat(wrong.expected()).contains(said);
            });
  }

  @Test
  void lines_without_an_end_are_refused() {
    assertThat(ConditionsText.read("signed\n".repeat(400)))
        .isInstanceOf(ConditionsText.Read.Wrong.class);
  }
}
