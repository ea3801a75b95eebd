package org.sallyport.gateway.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Within;
import org.sallyport.gateway.alert.AlertSettings;
import org.sallyport.gateway.continuity.ContinuitySettings;
import org.sallyport.gateway.factor.AuthorityLinkSettings;
import org.sallyport.identity.UserStoreSettings;

/** The {@code gateway} section. */
@Doc("The authentication gateway: validation servers that RADIUS clients ask.")
public record GatewaySettings(
    @Doc(
            "What all gateways of one cluster share, as file:PATH or env:NAME, 32 random characters"
                + " or more: a challenge begun at one gateway then finishes at another.")
        SecretSource clusterKey,
    @Doc("Where RADIUS clients ask. The key is the name in logs and metrics.")
        Map<String, ServerSettings> servers,
    @Doc("Directories that know people. The key is the name that servers refer to.") @Default("{}")
        Map<String, UserStoreSettings> userStores,
    @Doc("How the authority is asked. Absent: no server can ask for a second factor.")
        Optional<AuthorityLinkSettings> authority,
    @Doc("What happens while the authority is out of reach.") @Default("{}")
        ContinuitySettings continuity,
    @Doc("Who is told of continuity and of certificates near expiry.") @Default("{}")
        AlertSettings alerts,
    @Doc(
            "A dictionary file in FreeRADIUS's syntax, with attributes beyond the standards' and"
                + " common vendors'.")
        Optional<Path> dictionary,
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
