package org.sallyport.encryption.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @Test
  void one_address_is_written_in_many_ways() {
    assertThat(Address.of(" Ada.Lovelace@EXAMPLE.com "))
        .hasValue(new Address("ada.lovelace@example.com"));
    assertThat(Address.of("JOSÉ@example.com")).isEqualTo(Address.of("jose\u0301@example.com"));
    assertThat(Address.of("o'neil+vpn@mail-1.example.co").map(Address::domain))
        .hasValue("mail-1.example.co");
    assertThat(Address.of("ada@xn--bcher-kva.example").map(Address::local)).hasValue("ada");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "@example.com",
        "ada@",
        "ada@example..com",
        "ada@-example.com",
        "ada@example-.com",
        ".ada@example.com",
        "ada.@example.com",
        "a..b@example.com",
        "a b@example.com",
        "ada@exa mple.com",
        "ada@example.com>\r\nRCPT TO:<x@y.z",
        "<ada@example.com>",
        "\"ada\"@example.com",
        "a@b@example.com",
        "ada@[127.0.0.1]",
        "ada(comment)@example.com",
        "ada\u0000@example.com"
      })
  void what_is_no_address_is_refused(String written) {
    assertThat(Address.of(written)).isEmpty();
  }

  @Test
  void an_address_has_the_length_that_mail_allows() {
    assertThat(Address.of("a".repeat(64) + "@example.com")).isPresent();
    assertThat(Address.of("a".repeat(65) + "@example.com")).isEmpty();
    assertThat(Address.of("a@" + "b".repeat(60) + ".example.com".repeat(20))).isEmpty();
    assertThat(Address.of("a".repeat(1_000_000))).isEmpty();
  }
}
