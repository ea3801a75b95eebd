package org.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  private static final List<String> NAMES = List.of("policy", "pool", "fail-back", "members");

  @ParameterizedTest
  @CsvSource({
    "polciy,policy",
    "POOL,pool",
    "pol,pool",
    "failback,fail-back",
    "fail_back,fail-back",
    "member,members"
  })
  void a_slip_of_the_hand_finds_the_name_that_was_meant(String text, String meant) {
    assertThat(Nearest.to(text, NAMES)).contains(meant);
  }

  @Test
  void another_word_finds_nothing() {
    assertThat(Nearest.to("colour", NAMES)).isEmpty();
    assertThat(Nearest.to("p".repeat(100), NAMES)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'','',0", "a,'',1", "ab,ba,1", "abc,abd,1", "kitten,sitting,3"})
  void neighbours_that_changed_places_count_once(String a, String b, int slips) {
    assertThat(Nearest.distance(a, b)).isEqualTo(slips);
  }
}
