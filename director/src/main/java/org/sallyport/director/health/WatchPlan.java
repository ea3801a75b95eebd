package org.sallyport.director.health;

import java.util.List;
import org.sallyport.director.settings.DampingSettings;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.director.settings.PassiveSettings;

/** How one member is watched. Two that are equal mean the same watch can go on. */
record WatchPlan(
    List<PlannedCheck> checks,
    PassiveSettings passive,
    DampingSettings damping,
    MemberSettings.ProxyProtocol proxyProtocol) {

  WatchPlan {
    checks = List.copyOf(checks);
  }

  List<HealthTracker.Rule> rules() {
    return checks.stream()
        .map(check -> new HealthTracker.Rule(check.name(), check.settings()))
        .toList();
  }
}
