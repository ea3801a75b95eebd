package org.sallyport.app.demo.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sallyport.app.demo.login.LoginTally.Login;

class LoginTallyTest {
  private final LoginTally tally = new LoginTally();

  private boolean holds() {
    return tally.since(10).hold();
  }

  private void add(boolean mayPass, Reply reply) {
    tally.add(new Login(mayPass, reply, 10, 20));
  }

  @Test
  void nothing_holds_before_right_and_wrong_logins_were_tried() {
    tally.add(new Login(false, Reply.REFUSED, 9, 20));
    assertThat(holds()).isFalse();
    add(true, Reply.ACCEPTED);
    assertThat(holds()).isFalse();
    add(false, Reply.REFUSED);
    assertThat(holds()).isTrue();
  }

  @Test
  void one_login_that_ends_as_it_should_not_is_enough() {
    add(true, Reply.ACCEPTED);
    add(false, Reply.REFUSED);
    add(true, Reply.SILENCE);
    assertThat(holds()).isFalse();
    assertThat(tally.since(10).refused()).isEqualTo(1);
  }

  @Test
  void a_wrong_login_that_passes_is_told() {
    add(true, Reply.ACCEPTED);
    add(false, Reply.ACCEPTED);
    assertThat(holds()).isFalse();
    assertThat(tally.since(10).passed()).isEqualTo(1);
  }
}
