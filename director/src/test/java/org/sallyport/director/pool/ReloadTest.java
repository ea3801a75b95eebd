package org.sallyport.director.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Policy;
import org.sallyport.kernel.HostPort;

class ReloadTest {
  private final PoolFixture fixture = PoolFixture.up(Policy.FAILOVER, FailBack.NEVER, 1, 1, 1);

  private void reload(PoolSettings settings) {
    fixture.set.apply(Map.of("pool", settings));
  }

  private static Map<String, MemberSettings> members(String... namesAndAddresses) {
    var members = new LinkedHashMap<String, MemberSettings>();
    for (int i = 0; i < namesAndAddresses.length; i += 2) {
      members.put(namesAndAddresses[i], PoolFixture.member(namesAndAddresses[i + 1], 1));
    }
    return members;
  }

  private void reload(Map<String, MemberSettings> members) {
    reload(PoolFixture.settings(Policy.FAILOVER, FailBack.NEVER, members, List.of()));
  }

  @Test
  void a_member_whose_name_and_address_stay_is_the_same_with_all_it_knows() {
    fixture.down("m1");
    var before = fixture.member("m2");
    before.traffic().requestBegan();
    reload(members("m0", "10.0.0.9:443", "m2", "10.0.0.2:443", "m1", "10.0.0.1:443"));
    assertThat(fixture.member("m2")).isSameAs(before);
    assertThat(fixture.member("m1").status().health()).isEqualTo(Health.DOWN);
    assertThat(fixture.member("m0").status().health()).isEqualTo(Health.UNCHECKED);
    assertThat(before.traffic().openRequests()).isEqualTo(1);
    assertThat(fixture.next()).as("the incumbent").isEqualTo("m2");
  }

  @Test
  void a_new_member_gets_an_index_that_nobody_has() {
    reload(members("m3", "10.0.0.3:443", "m4", "10.0.0.4:443", "m1", "10.0.0.1:443"));
    assertThat(fixture.pool.members()).extracting(Member::index).containsExactly(2, 1, 0);
  }

  @Test
  void a_member_with_another_address_is_another_member() {
    var before = fixture.member("m1");
    reload(members("m1", "10.0.0.99:443", "m2", "10.0.0.2:443"));
    assertThat(fixture.member("m1")).isNotSameAs(before);
    assertThat(fixture.pool.has(before)).isFalse();
    assertThat(fixture.pool.decide(before, 0).reason().text())
        .startsWith("moved: its member m1 has left the pool; m2 stands in for m1");
  }

  @Test
  void the_sessions_of_a_removed_member_go_on() {
    List<Cut> cuts = new ArrayList<>();
    fixture.member("m3").sessions().add(cuts::add);
    reload(members("m1", "10.0.0.1:443", "m2", "10.0.0.2:443"));
    assertThat(cuts).isEmpty();
    assertThat(fixture.events).hasSize(1).first().isInstanceOf(PoolEvent.MembersChanged.class);
  }

  @Test
  void a_report_on_a_member_that_has_left_is_no_event() {
    var gone = fixture.member("m3");
    reload(members("m1", "10.0.0.1:443", "m2", "10.0.0.2:443"));
    fixture.events.clear();
    fixture.pool.report(gone, Health.DOWN, "late");
    assertThat(fixture.events).isEmpty();
    assertThat(fixture.pool.drain(gone, "anna")).isInstanceOf(AdminOutcome.Refused.class);
  }

  @Test
  void another_policy_holds_from_the_next_decision() {
    reload(PoolFixture.settings(Policy.RATIO, FailBack.NEVER, 2, 1, 1));
    assertThat(fixture.count(4)).isEqualTo(Map.of("m1", 2, "m2", 1, "m3", 1));
  }

  @Test
  void the_administrators_word_outlasts_a_reload_that_does_not_contradict_it() {
    fixture.pool.drain(fixture.member("m1"), "anna");
    reload(PoolFixture.settings(Policy.FAILOVER, FailBack.NEVER, 1, 1, 1));
    assertThat(fixture.member("m1").status().admin()).isEqualTo(Admin.DRAIN);
  }

  @Test
  void the_file_changes_the_administrative_state_where_it_changes_itself() {
    var members = members("m1", "10.0.0.1:443", "m2", "10.0.0.2:443");
    members.put(
        "m1",
        new MemberSettings(
            HostPort.parse("10.0.0.1:443"),
            Optional.empty(),
            MemberSettings.ProxyProtocol.NONE,
            Optional.empty(),
            MemberSettings.Initial.MAINTENANCE));
    reload(members);
    assertThat(fixture.member("m1").status().admin()).isEqualTo(Admin.MAINTENANCE);
    assertThat(fixture.next()).isEqualTo("m2");
  }

  @Test
  void a_pool_that_is_no_longer_named_goes() {
    fixture.set.apply(Map.of());
    assertThat(fixture.set.pool("pool")).isNull();
  }

  @Test
  void a_pool_that_comes_back_knows_what_administrators_said() {
    fixture.pool.drain(fixture.member("m2"), "anna");
    var settings = fixture.pool.settings();
    fixture.set.apply(Map.of());
    fixture.set.apply(Map.of("pool", settings));
    var back = java.util.Objects.requireNonNull(fixture.set.pool("pool"));
    assertThat(back.members()).extracting(m -> m.status().admin()).contains(Admin.DRAIN);
  }
}
