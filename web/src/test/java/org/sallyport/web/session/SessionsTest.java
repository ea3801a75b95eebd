package org.sallyport.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Sessions sessions = new Sessions(() -> now);

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void a_session_is_found_by_its_id_alone() {
    var session = sessions.open(Principal.TOKEN);
    assertThat(sessions.use(session.id())).containsSame(session);
    assertThat(sessions.use(session.csrf())).isEmpty();
    assertThat(sessions.use("")).isEmpty();
  }

  @Test
  void half_an_hour_without_a_request_ends_it() {
    var session = sessions.open(Principal.TOKEN);
    pass(Sessions.IDLE.minusSeconds(1));
    assertThat(sessions.use(session.id())).isPresent();
    pass(Sessions.IDLE);
    assertThat(sessions.use(session.id())).isEmpty();
  }

  @Test
  void twelve_hours_end_it_however_busy_it_is() {
    var session = sessions.open(Principal.TOKEN);
    for (var passed = Duration.ZERO;
        passed.compareTo(Sessions.ABSOLUTE.minusMinutes(20)) < 0;
        passed = passed.plusMinutes(20)) {
      assertThat(sessions.use(session.id())).isPresent();
      pass(Duration.ofMinutes(20));
    }
    pass(Duration.ofMinutes(20));
    assertThat(sessions.use(session.id())).isEmpty();
  }

  @Test
  void there_are_at_most_so_many_and_the_least_recently_used_leaves() {
    var first = sessions.open(Principal.TOKEN);
    pass(Duration.ofSeconds(1));
    var second = sessions.open(Principal.TOKEN);
    pass(Duration.ofSeconds(1));
    sessions.use(first.id());
    for (int i = 2; i <= Sessions.AT_MOST; i++) {
      sessions.open(Principal.TOKEN);
    }
    assertThat(sessions.use(first.id())).isPresent();
    assertThat(sessions.use(second.id())).isEmpty();
  }

  @Test
  void neither_its_id_nor_its_csrf_token_is_printed() {
    var session = sessions.open(Principal.TOKEN);
    assertThat(session.toString()).doesNotContain(session.id()).doesNotContain(session.csrf());
  }
}
