package org.sallyport.client.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {
  private static String userId(String name) {
    return new Person("ada@example.com", name, List.of("ada@example.com")).userId();
  }

  @Test
  void a_user_id_is_name_and_address() {
    assertThat(userId("Ada Lovelace")).isEqualTo("Ada Lovelace <ada@example.com>");
    assertThat(userId("Ada <Lovelace>")).isEqualTo("Ada  Lovelace <ada@example.com>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ada@example.com", "Ada (eve@example.net)", "Ada\u202eLovelace", "Ada\nL"})
  void a_name_that_a_server_refuses_in_a_key_is_left_out(String name) {
    assertThat(userId(name)).isEqualTo("ada@example.com");
  }

  @Test
  void a_name_that_is_too_long_is_left_out() {
    assertThat(userId("A".repeat(300))).isEqualTo("ada@example.com");
    assertThat(userId("A".repeat(282))).hasSize(300);
  }
}
