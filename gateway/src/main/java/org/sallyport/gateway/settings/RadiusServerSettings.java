package org.sallyport.gateway.settings;

import org.sallyport.config.Checked;
import org.sallyport.config.Doc;
import org.sallyport.config.SecretSource;
import org.sallyport.kernel.HostPort;

/** One entry of {@code servers} of a delegated first factor. */
@Doc("A RADIUS server that checks passwords for this gateway.")
public record RadiusServerSettings(
    @Doc("Where it listens, such as 10.0.0.5:1812.") HostPort address,
    @Doc("The shared secret as file:PATH or env:NAME, 16 random characters or more.")
        SecretSource secret)
    implements Checked {
  @Override
  public void check(Findings findings) {
    SecretRules.shared(secret, "secret", findings);
    if (address.port() == 0) {
      findings.problem("address", "port 0 cannot be called, expected 1 to 65535");
    }
  }
}
