package org.sallyport.encryption.administrator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sallyport.kernel.Secret;

class PasswordsTest {
  private final Passwords passwords = new Passwords();
  private final Secret password = Secret.ofText("correct horse battery");

  @Test
  void strangers_do_not_wait_long_for_the_place_where_one_is_made() {
    passwords.occupyMaking();

    assertThat(passwords.hashInTime(password, () -> true)).isEmpty();
  }

  @Test
  void none_is_made_that_is_not_wanted_when_it_is_its_turn() {
    assertThat(passwords.hashInTime(password, () -> false)).isEmpty();
    var hash = passwords.hashInTime(password, () -> true).orElseThrow();
    assertThat(passwords.look(password, hash)).isEqualTo(Passwords.Look.RIGHT);
  }

  @Test
  void nobodys_password_is_looked_at_and_wrong() {
    assertThat(passwords.pretend(password)).isEqualTo(Passwords.Look.WRONG);
  }
}
