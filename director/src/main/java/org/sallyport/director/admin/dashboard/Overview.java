package org.sallyport.director.admin.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.director.admin.DirectorView;
import org.sallyport.director.admin.MemberView;
import org.sallyport.director.admin.PoolView;
import org.sallyport.director.admin.Readiness;
import org.sallyport.director.admin.ServiceView;
import org.sallyport.director.pool.Admin;
import org.sallyport.director.settings.PoolSettings;

/** What {@code overview.jte} shows. */
record Overview(
    DirectorView view,
    Readiness readiness,
    List<ServicePanel> services,
    List<PoolPanel> pools,
    Optional<String> csrf) {

  /** A service with its charts. */
  record ServicePanel(ServiceView service, List<Chart> charts) {
    /** Such as {@code no-member 3, rate-limit 12}; empty where nothing was refused. */
    String refused() {
      return service.refused().entrySet().stream()
          .filter(entry -> entry.getValue() > 0)
          .sorted(Map.Entry.comparingByKey())
          .map(entry -> entry.getKey() + " " + Words.count(entry.getValue()))
          .reduce((a, b) -> a + ", " + b)
          .orElse("");
    }

    /** Such as {@code 2xx 1,234, 5xx 3}; empty where no HTTP is read. */
    String statuses() {
      return service.requests().entrySet().stream()
          .filter(entry -> entry.getValue() > 0)
          .sorted(Map.Entry.comparingByKey())
          .map(entry -> entry.getKey() + " " + Words.count(entry.getValue()))
          .reduce((a, b) -> a + ", " + b)
          .orElse("");
    }
  }

  /** A pool with its members. */
  record PoolPanel(PoolView pool, List<Row> rows) {}

  /** A member as a row. */
  record Row(
      MemberView member, boolean incumbent, String since, String ago, List<Action> actions) {}

  /** A button. */
  record Action(String path, String id, String text, String tone) {}

  static Overview of(
      DirectorView view,
      Readiness readiness,
      TrafficHistory history,
      Instant now,
      Optional<String> csrf) {
    var services =
        view.services().stream()
            .map(each -> new ServicePanel(each, Chart.of(each, history.of(each.name()))))
            .toList();
    var pools = view.pools().stream().map(pool -> panel(pool, now)).toList();
    return new Overview(view, readiness, services, pools, csrf);
  }

  private static PoolPanel panel(PoolView pool, Instant now) {
    var rows =
        pool.members().stream()
            .map(
                member ->
                    new Row(
                        member,
                        pool.incumbent().filter(member.name()::equals).isPresent(),
                        Words.stamp(member.since()),
                        Words.length(Duration.between(member.since(), now)),
                        actions(pool, member)))
            .toList();
    return new PoolPanel(pool, rows);
  }

  private static List<Action> actions(PoolView pool, MemberView member) {
    var actions = new ArrayList<Action>();
    if (member.admin() != Admin.READY) {
      actions.add(action(pool, member, "resume", "Resume", ""));
    }
    if (member.admin() == Admin.READY) {
      actions.add(action(pool, member, "drain", "Drain", ""));
    }
    if (member.admin() != Admin.MAINTENANCE) {
      actions.add(action(pool, member, "maintenance", "Maintenance", "danger"));
    }
    if (pool.policy() == PoolSettings.Policy.FAILOVER
        && pool.incumbent().filter(member.name()::equals).isEmpty()
        && member.admin() == Admin.READY) {
      actions.add(action(pool, member, "switch", "Switch to", ""));
    }
    return actions;
  }

  private static Action action(
      PoolView pool, MemberView member, String verb, String text, String tone) {
    var path =
        "/pools/" + Paths.segment(pool.name()) + "/" + Paths.segment(member.name()) + "/" + verb;
    return new Action(path, verb + "-" + pool.name() + "-" + member.name(), text, tone);
  }
}
