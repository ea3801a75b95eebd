package org.sallyport.wire.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.wire.radius.Vectors.SECRET;
import static org.sallyport.wire.radius.Vectors.hex;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.UserPassword.Result.Malformed;
import org.sallyport.wire.radius.UserPassword.Result.Revealed;

class UserPasswordTest {
  private static final byte[] AUTHENTICATOR = hex("00112233445566778899aabbccddeeff");

  @ParameterizedTest
  @CsvSource({"0,16", "1,16", "15,16", "16,16", "17,32", "32,32", "127,128", "128,128"})
  void a_password_is_padded_to_blocks_and_comes_back(int length, int octets) {
    var password = Secret.ofText("p".repeat(length));
    var hidden = UserPassword.hide(password, AUTHENTICATOR, SECRET);
    assertThat(hidden.length()).isEqualTo(octets);
    assertThat(UserPassword.reveal(hidden, AUTHENTICATOR, SECRET))
        .isEqualTo(new Revealed(password));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 17, 31, 129, 144, 253})
  void another_length_is_malformed(int length) {
    var hidden = Attribute.of(AttributeType.USER_PASSWORD, new byte[length]);
    assertThat(UserPassword.reveal(hidden, AUTHENTICATOR, SECRET)).isInstanceOf(Malformed.class);
  }

  @Test
  void another_attribute_is_no_password() {
    var state = Attribute.of(AttributeType.STATE, new byte[16]);
    assertThat(UserPassword.reveal(state, AUTHENTICATOR, SECRET)).isInstanceOf(Malformed.class);
  }

  @Test
  void another_secret_or_authenticator_gives_noise() {
    var password = Secret.ofText("correct horse battery staple");
    var hidden = UserPassword.hide(password, AUTHENTICATOR, SECRET);
    assertThat(UserPassword.reveal(hidden, AUTHENTICATOR, Secret.ofText("another")))
        .isNotEqualTo(new Revealed(password));
    assertThat(UserPassword.reveal(hidden, new byte[16], SECRET))
        .isNotEqualTo(new Revealed(password));
  }

  @Test
  void what_would_not_come_back_is_not_hidden() {
    assertThatThrownBy(
            () -> UserPassword.hide(Secret.ofText("p".repeat(129)), AUTHENTICATOR, SECRET))
        .hasMessageContaining("at most 128");
    assertThatThrownBy(() -> UserPassword.hide(Secret.ofText("p\0"), AUTHENTICATOR, SECRET))
        .hasMessageContaining("zero octet")
        .hasMessageNotContaining("p\0");
  }
}
