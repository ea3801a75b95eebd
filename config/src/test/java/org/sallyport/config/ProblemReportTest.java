package org.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProblemReportTest {
  @Test
  void a_problem_stands_above_its_line_with_a_caret() {
    assertThat(report("name: a\ndoors:\n  front: {key: env:A, width: 7}\n  back: {}\n"))
        .isEqualTo(
            """
            house.yaml:3:30 doors.front.width: 7, expected 40 to 200
              3 |   front: {key: env:A, width: 7}
                |                              ^
            warning: house.yaml:4:3 doors.back: anybody can open it
              4 |   back: {}
                |   ^
            1 problem, 1 warning
            """);
  }

  @Test
  void a_line_ends_where_a_secret_may_begin() {
    assertThat(report("{name: [a], doors: {front: {key: hunter2}}, gate: hunter2}"))
        .isEqualTo(
            """
            house.yaml:1:8 name: a list, expected text
              1 | {name: ***
                |        ^
            house.yaml:1:34 doors.front.key: not a reference to a secret: expected file:PATH or\
             env:NAME; a secret itself does not stand in this file
            house.yaml:1:45 gate: unknown key, expected name, porter, doors or first
            3 problems
            """);
  }

  @Test
  void nothing_is_said_of_a_file_that_is_right() {
    assertThat(report("{name: a}")).isEmpty();
  }

  private static String report(String yaml) {
    return ProblemReport.of(Sample.load(yaml));
  }
}
