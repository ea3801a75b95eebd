package org.sallyport.authority.settings;

import java.util.Map;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;

/** A tenant: users of its own, and clients that may ask about them. */
@Doc("Users of their own, and the clients that may ask about them.")
public record TenantSettings(
    @Doc("Who may ask, known by certificate. The key is the name in logs.")
        Map<String, ClientSettings> clients,
    @Doc("What authenticator apps call the organisation.") @Default("Sallyport") String issuer,
    @Doc("What pushes must be like.") @Default("{}") TenantPushSettings push)
    implements Checked {

  @Override
  public void check(Findings findings) {
    if (clients.isEmpty()) {
      findings.problem("clients", "expected a client, or nobody may ask about this tenant's users");
    }
    if (issuer.isBlank() || issuer.length() > 64 || issuer.indexOf(':') >= 0) {
      findings.problem("issuer", "expected 1 to 64 characters without a colon");
    }
  }
}
