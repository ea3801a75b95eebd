package org.sallyport.director.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.settings.PersistenceSettings.Mode;

class MemberTokensTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  private PersistenceFixture fixture;

  @BeforeEach
  void open() {
    fixture = new PersistenceFixture(folder, 10);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private MemberTokens tokens(Mode mode, @Nullable Duration absolute, @Nullable Duration idle) {
    return fixture.service("portal", mode, absolute, idle).tokens();
  }

  private byte[] written(MemberTokens tokens, String member) {
    var token = new byte[MemberTokens.LENGTH];
    tokens.write(fixture.member(member), token, 0);
    return token;
  }

  private static @Nullable String read(MemberTokens tokens, byte[] token) {
    var member = tokens.read(token, 0, token.length);
    return member == null ? null : member.name();
  }

  @Test
  void a_token_names_its_member_and_nothing_else() {
    var tokens = tokens(Mode.INSERT, null, null);
    var token = written(tokens, "m2");
    assertThat(read(tokens, token)).isEqualTo("m2");
    assertThat(new String(token, US_ASCII)).matches("[A-Za-z0-9_-]{24}");
    for (int i = 0; i < token.length; i++) {
      var broken = token.clone();
      broken[i] = '=';
      assertThat(read(tokens, broken)).isNull();
    }
    assertThat(tokens.read(token, 0, 23)).isNull();
    assertThat(tokens.read(new byte[0], 0, 0)).isNull();
  }

  @Test
  void a_token_is_the_same_on_every_director_and_for_ever() {
    var token = written(tokens(Mode.INSERT, null, null), "m2");
    assertThat(new String(token, 0, 12, US_ASCII)).isEqualTo("y7WUPi4MfPoP");
  }

  @Test
  void a_token_of_another_service_names_nobody() {
    var token = written(fixture.service("keys", Mode.INSERT, null, null).tokens(), "m2");
    assertThat(read(tokens(Mode.INSERT, null, null), token)).isNull();
  }

  @Test
  void a_token_ends_with_its_absolute_time() {
    var tokens = tokens(Mode.PREFIX, HOUR, null);
    var token = written(tokens, "m1");
    fixture.after(HOUR.minusMillis(1));
    assertThat(read(tokens, token)).isEqualTo("m1");
    fixture.after(Duration.ofMillis(1));
    assertThat(read(tokens, token)).isNull();
  }

  @Test
  void a_sliding_token_is_renewed_now_and_then_and_goes_on() {
    var tokens = tokens(Mode.INSERT, Duration.ofHours(3), HOUR);
    var token = written(tokens, "m1");
    assertThat(tokens.due(token, 0, token.length)).isFalse();
    for (int i = 0; i < 3; i++) {
      fixture.after(Duration.ofMinutes(59));
      assertThat(tokens.due(token, 0, token.length)).isTrue();
      assertThat(read(tokens, token)).isEqualTo("m1");
      tokens.renew(token, 0, token, 0);
    }
    fixture.after(Duration.ofMinutes(3));
    assertThat(read(tokens, token)).as("three hours in all").isNull();
  }

  @Test
  void idle_time_does_not_end_a_token_that_only_the_member_could_renew() {
    var tokens = tokens(Mode.PREFIX, null, HOUR);
    var token = written(tokens, "m1");
    fixture.after(Duration.ofDays(1));
    assertThat(read(tokens, token)).isEqualTo("m1");
    assertThat(tokens.due(token, 0, token.length)).isFalse();
  }

  @Test
  void a_token_from_a_clock_far_ahead_is_refused() {
    var tokens = tokens(Mode.INSERT, null, HOUR);
    fixture.after(Duration.ofDays(2));
    var token = written(tokens, "m1");
    fixture.after(Duration.ofDays(-2));
    assertThat(read(tokens, token)).isNull();
  }

  @Test
  void a_prefixed_value_is_told_from_one_of_the_members_own() {
    var tokens = tokens(Mode.PREFIX, HOUR, null);
    var token = new String(written(tokens, "m1"), US_ASCII);
    assertThat(marked(tokens, token + "~value")).isTrue();
    assertThat(marked(tokens, token + "~")).isTrue();
    assertThat(marked(tokens, token)).isFalse();
    assertThat(marked(tokens, "0123456789=123456789abcd~value")).isFalse();
    assertThat(marked(tokens, "value~")).isFalse();
    fixture.after(Duration.ofDays(1));
    assertThat(marked(tokens, token + "~value")).as("though its time is over").isTrue();
  }

  private static boolean marked(MemberTokens tokens, String value) {
    return tokens.marked(value.getBytes(US_ASCII), 0, value.length());
  }

  @Test
  void a_member_that_a_reload_brings_is_found() {
    var tokens = tokens(Mode.INSERT, null, null);
    fixture.members("m3", "m1");
    assertThat(read(tokens, written(tokens, "m3"))).isEqualTo("m3");
  }
}
