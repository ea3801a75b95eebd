package org.sallyport.authority.role;

import java.util.List;
import java.util.Map;
import org.sallyport.authority.admin.Tenants;
import org.sallyport.authority.settings.TenantPushSettings.NumberRule;
import org.sallyport.authority.settings.TenantSettings;

/** What the configuration says of each tenant. Replaced whole; any thread. */
final class ConfiguredTenants implements Tenants {
  private volatile Map<String, TenantSettings> tenants;

  ConfiguredTenants(Map<String, TenantSettings> tenants) {
    this.tenants = tenants;
  }

  void replace(Map<String, TenantSettings> others) {
    tenants = others;
  }

  @Override
  public List<String> names() {
    return List.copyOf(tenants.keySet());
  }

  @Override
  public String issuer(String tenant) {
    var settings = tenants.get(tenant);
    return settings == null ? "Sallyport" : settings.issuer();
  }

  @Override
  public boolean pushWithoutNumber(String tenant) {
    var settings = tenants.get(tenant);
    return settings != null && settings.push().number() == NumberRule.OPTIONAL;
  }
}
