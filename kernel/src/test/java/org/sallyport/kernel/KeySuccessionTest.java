package org.sallyport.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeySuccessionTest {
  @Test
  void the_statement_has_three_lines_that_never_change() {
    assertThat(KeySuccession.statement("0A", "0B"))
        .asString()
        .isEqualTo("sallyport organisation key succession\n0A\n0B\n");
  }
}
