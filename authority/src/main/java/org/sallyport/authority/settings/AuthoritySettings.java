package org.sallyport.authority.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Within;
import org.sallyport.kernel.HostPort;
import org.sallyport.store.StoreSettings;
import org.sallyport.web.CertificateSettings;

/** The {@code authority} section. */
@Doc("The authentication service that gateways ask: users, credentials, codes and push.")
public record AuthoritySettings(
    @Doc("Where gateways and administrators reach its API, over TLS.") HostPort listen,
    @Doc("What it shows to them. A client's server name chooses among several.")
        List<CertificateSettings> certificates,
    @Doc("PEM file with the authorities that may have issued clients' certificates.")
        Path clientTrust,
    @Doc("Whose users it keeps, apart from each other. The key is the tenant's name.")
        Map<String, TenantSettings> tenants,
    @Doc("The listener for people's devices. Absent: there is no push.")
        Optional<DeviceListenerSettings> devices,
    @Doc("Where users and credentials are kept.") StoreSettings store,
    @Doc(
            "The key material that seals what is kept, 32 characters at least, as file:PATH or"
                + " env:NAME. Without it the store cannot be read: keep a copy elsewhere.")
        SecretSource ignition,
    @Doc("When wrong codes lock a user.") @Default("{}") LockOutSettings lockOut,
    @Doc("How far the clocks and counters of devices may be off.") @Default("{}")
        CodeSettings codes,
    @Doc("How long requests in hand and waiting devices may go on after SIGTERM.")
        @Default("5s")
        @Within(min = "0s", max = "1m")
        Duration drainTime,
    @Doc("How long the audit trail of changes is kept.")
        @Default("400d")
        @Within(min = "1d", max = "3650d")
        Duration auditKept)
    implements Checked {

  @Override
  public void check(Findings findings) {
    if (certificates.isEmpty()) {
      findings.problem("certificates", "expected a certificate, as the API is served over TLS");
    }
    if (tenants.isEmpty()) {
      findings.problem("tenants", "expected a tenant with its clients, or nobody may ask");
    }
    ClientRules.check(tenants, findings);
    IgnitionRules.check(ignition, findings);
  }
}
