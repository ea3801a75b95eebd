package org.sallyport.gateway.settings;

import java.time.Duration;
import java.util.Map;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Within;

/** The {@code gateway} section. */
@Doc("The authentication gateway: validation servers that RADIUS clients ask.")
public record GatewaySettings(
    @Doc(
            "What all gateways of one cluster share, as file:PATH or env:NAME, 32 random characters"
                + " or more: a challenge begun at one gateway then finishes at another.")
        SecretSource clusterKey,
    @Doc("Where RADIUS clients ask. The key is the name in logs and metrics.")
        Map<String, ServerSettings> servers,
    @Doc("One line for each login that was decided.") @Default("{}") AuditLogSettings auditLog,
    @Doc("How long logins in hand may go on after SIGTERM before they are dropped.")
        @Default("10s")
        @Within(min = "0s", max = "5m")
        Duration drainTime)
    implements Checked {

  @Override
  public void check(Findings findings) {
    GatewayRules.check(this, findings);
  }
}
