package org.sallyport.authority.settings;

import java.util.HashMap;
import java.util.Map;
import org.sallyport.config.Checked.Findings;

/** A certificate stands for one client of one tenant. */
final class ClientRules {
  private ClientRules() {}

  static void check(Map<String, TenantSettings> tenants, Findings findings) {
    var taken = new HashMap<String, String>();
    boolean administered = false;
    for (var tenant : tenants.entrySet()) {
      for (var client : tenant.getValue().clients().entrySet()) {
        var path = "tenants." + tenant.getKey() + ".clients." + client.getKey();
        var settings = client.getValue();
        administered |= settings.role() == ClientSettings.Role.ADMINISTRATOR;
        var mark = settings.digest().or(settings::name).orElse("");
        var other = taken.putIfAbsent(mark, path);
        if (other != null && !mark.isEmpty()) {
          findings.problem(
              path, mark + " is " + other + " already, and a certificate is one client");
        }
      }
    }
    if (!administered && !tenants.isEmpty()) {
      findings.warning(
          "tenants", "no client has the role administrator, so commands cannot change users");
    }
  }
}
