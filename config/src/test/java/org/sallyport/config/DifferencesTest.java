package org.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DifferencesTest {
  @Test
  void equal_configurations_do_not_differ() {
    assertThat(between("{name: a, doors: {front: {}}}", "{name: a, doors: {front: {width: 80}}}"))
        .isEmpty();
  }

  @Test
  void a_changed_value_is_shown_as_it_stands_in_the_file() {
    assertThat(
            between(
                "{name: a, doors: {front: {opens: both-ways, open: 60s, key: env:A}}}",
                "{name: b, doors: {front: {opens: inwards, open: 2m, key: file:b, allow: ['::1']}}}"))
        .containsExactly(
            "~ name: a -> b",
            "~ doors.front.opens: both-ways -> inwards",
            "~ doors.front.open: 1m -> 2m",
            "~ doors.front.key: env:A -> file:/etc/house/b",
            "~ doors.front.allow: [] -> [0:0:0:0:0:0:0:1/128]");
  }

  @Test
  void entries_and_optional_keys_come_and_go() {
    assertThat(
            between(
                "{name: a, doors: {front: {}, back: {}}, first: front}",
                "{name: a, doors: {side: {width: 90, open: 5s}, front: {}}, porter: {for: 1h}}"))
        .containsExactly(
            "+ porter.for: 1h",
            "- doors.back",
            "+ doors.side",
            "+ doors.side.width: 90",
            "- first");
  }

  @Test
  void the_order_of_entries_counts() {
    assertThat(
            between(
                "{name: a, doors: {front: {}, back: {}}}",
                "{name: a, doors: {back: {}, side: {}, front: {}}}"))
        .containsExactly("+ doors.side", "~ doors (order): front, back -> back, front");
  }

  private static List<String> between(String before, String after) {
    return Differences.between(Sample.valid(before), Sample.valid(after)).stream()
        .map(Difference::toString)
        .toList();
  }
}
