package org.sallyport.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void the_newest_value_stands_at_the_right_and_the_peak_at_the_top() {
    assertThat(Sparkline.of("load", new double[] {0, 5, 10}, 3).markup())
        .contains("d=\"M0.0 30.5L75.0 16.0L150.0 1.5\"")
        .contains("aria-label=\"load\"");
  }

  @Test
  void a_short_history_leaves_the_left_empty() {
    assertThat(Sparkline.of("load", new double[] {1, 1}, 11).markup())
        .contains("d=\"M135.0 1.5L150.0 1.5\"");
  }

  @Test
  void what_is_not_known_is_a_gap() {
    assertThat(Sparkline.of("load", new double[] {2, Double.NaN, 2}, 3).markup())
        .contains("d=\"M0.0 1.5M150.0 1.5\"");
  }

  @Test
  void a_hostile_label_stays_a_label() {
    assertThat(Sparkline.of("\"><script>", new double[0], 3).markup())
        .doesNotContain("<script>")
        .contains("&#34;");
  }
}
