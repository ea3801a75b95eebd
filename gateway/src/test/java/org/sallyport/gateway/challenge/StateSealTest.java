package org.sallyport.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.gateway.challenge.SpentStates.Spending;
import org.sallyport.gateway.challenge.StateSeal.Addressee;
import org.sallyport.gateway.challenge.StateSeal.Opened;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.MutableClock;

final class StateSealTest {
  private static final Addressee ANN = new Addressee("vpn", "vpn1", "ann");
  private static final Secret KEY = Secret.ofText("0123456789abcdef0123456789abcdef");

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final StateSeal gateway1 = new StateSeal(KEY, clock);
  private final StateSeal gateway2 = new StateSeal(KEY, clock);
  private final Instant expires = clock.instant().plusSeconds(60);
  private final ChallengeState state =
      new ChallengeState(
          "ann.authority", "corp", Map.of(), Optional.of("p_1"), clock.instant().plusSeconds(60));

  @Test
  void a_challenge_of_one_gateway_opens_at_another() {
    assertThat(gateway2.open(gateway1.seal(state, ANN), ANN)).isEqualTo(new Opened.Valid(state));
  }

  @Test
  void it_is_for_one_user_at_one_client_of_one_server() {
    var sealed = gateway1.seal(state, ANN);

    assertThat(gateway2.open(sealed, new Addressee("vpn", "vpn1", "bob")))
        .isEqualTo(new Opened.Foreign());
    assertThat(gateway2.open(sealed, new Addressee("vpn", "vpn2", "ann")))
        .isEqualTo(new Opened.Foreign());
    assertThat(gateway2.open(sealed, new Addressee("wlan", "vpn1", "ann")))
        .isEqualTo(new Opened.Foreign());
  }

  @Test
  void it_expires() {
    var sealed = gateway1.seal(state, ANN);
    clock.advance(Duration.ofSeconds(60));

    assertThat(gateway2.open(sealed, ANN)).isEqualTo(new Opened.Expired());
  }

  @Test
  void a_state_of_another_cluster_is_foreign() {
    var other = new StateSeal(Secret.ofText("another key of another cluster .."), clock);

    assertThat(other.open(gateway1.seal(state, ANN), ANN)).isEqualTo(new Opened.Foreign());
    assertThat(gateway1.open(new byte[] {1, 2, 3}, ANN)).isEqualTo(new Opened.Foreign());
  }

  @Test
  void the_longest_names_fit_and_the_store_gives_way() {
    var push = "p".repeat(64);
    var user = "u".repeat(128);
    var big =
        new ChallengeState(user, "s".repeat(64), Map.of(), Optional.of(push), state.expires());

    var sealed = gateway1.seal(big, ANN);

    assertThat(sealed).hasSizeLessThanOrEqualTo(StateSeal.MOST);
    assertThat(gateway2.open(sealed, ANN))
        .isEqualTo(
            new Opened.Valid(
                new ChallengeState(user, "", Map.of(), Optional.of(push), big.expires())));
  }

  @Test
  void what_no_state_has_room_for_is_refused() {
    var big = new ChallengeState("u".repeat(250), "", Map.of(), Optional.empty(), state.expires());

    assertThatThrownBy(() -> gateway1.seal(big, ANN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void attributes_travel_where_they_fit() {
    for (var values : List.of(List.of("lab", "library"), List.of("x".repeat(300)))) {
      var said = new ChallengeState("ann", "", Map.of("class", values), Optional.empty(), expires);
      boolean fits = values.size() == 2;
      assertThat(gateway2.open(gateway1.seal(said, ANN), ANN))
          .isInstanceOfSatisfying(
              Opened.Valid.class,
              valid ->
                  assertThat(valid.state().attributes())
                      .isEqualTo(fits ? said.attributes() : Map.of()));
    }
  }

  @Test
  void a_state_is_spent_once_unless_given_back() {
    var spent = new SpentStates(clock, 10);
    var sealed = gateway1.seal(state, ANN);

    assertThat(spent.spend(sealed, expires)).isEqualTo(Spending.FIRST);
    assertThat(spent.spend(sealed, expires)).isEqualTo(Spending.AGAIN);
    spent.giveBack(sealed);
    assertThat(spent.spend(sealed, expires)).isEqualTo(Spending.FIRST);
  }

  @Test
  void a_full_memory_says_nothing_until_one_has_expired() {
    var spent = new SpentStates(clock, 2);
    spent.spend(new byte[] {1}, expires.plusSeconds(500));
    spent.spend(new byte[] {2}, expires);

    assertThat(spent.spend(new byte[] {3}, expires)).isEqualTo(Spending.FULL);
    assertThat(spent.spend(new byte[] {2}, expires)).isEqualTo(Spending.AGAIN);
    clock.advance(Duration.ofSeconds(60));
    assertThat(spent.spend(new byte[] {3}, expires.plusSeconds(60))).isEqualTo(Spending.FIRST);
    assertThat(spent.spend(new byte[] {1}, expires.plusSeconds(500))).isEqualTo(Spending.AGAIN);
  }
}
