package org.sallyport.client.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StampTest {
  @Test
  void a_stamp_names_servers_in_their_order_and_is_written_as_it_is_read() {
    var stamp =
        Stamp.read(
            """
            {"servers":["Keys.example.com","keys2.example.com:8443","[::1]:444"],
             "organisation":"Example Ltd","future":{"a":1},
             "organisationKey":"0123456789abcdef0123456789ABCDEF01234567"}
            """
                .getBytes(UTF_8));

    assertThat(stamp.servers())
        .containsExactly(
            new Server("keys.example.com", 443),
            new Server("keys2.example.com", 8443),
            new Server("::1", 444));
    assertThat(Stamp.read(stamp.bytes())).isEqualTo(stamp);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                     | no servers",
        "{\"servers\":[]}                       | 1 to 16 servers",
        "{\"servers\":[\"https://a/\"]}         | NAME:PORT",
        "{\"servers\":[\"a:0\"]}                | 1 to 65535",
        "{\"servers\":[\"a b\"]}                | not the name",
        "{\"servers\":[\"a\"],\"trust\":\"x\"}  | trust",
        "{\"servers\":[\"a\"],\"organisationKey\":\"12\"} | 40 or 64",
        "nonsense                               | not a stamp",
      })
  void what_is_no_stamp_is_refused_with_a_sentence(String json, String said) {
    assertThatThrownBy(() -> Stamp.read(json.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys.example.com", "keys.example.com:443", "KEYS.example.com"})
  void https_is_the_usual_port(String text) {
    assertThat(Server.parse(text).toString()).isEqualTo("keys.example.com");
  }
}
