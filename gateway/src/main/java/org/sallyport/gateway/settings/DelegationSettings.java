package org.sallyport.gateway.settings;

import java.time.Duration;
import java.util.Map;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.Within;

/** The {@code delegate} section of a server. */
@Doc("Passwords are checked by another RADIUS server. Its replies need Message-Authenticator.")
public record DelegationSettings(
    @Doc("The servers in order; the next one is asked when one stays silent.")
        Map<String, RadiusServerSettings> servers,
    @Doc("How long one answer is waited for before the request is sent again.")
        @Default("2s")
        @Within(min = "50ms", max = "1m")
        Duration timeout,
    @Doc("How often a request is sent to one server before the next is asked.")
        @Default("2")
        @Range(min = 1, max = 10)
        int attempts)
    implements Checked {
  @Override
  public void check(Findings findings) {
    if (servers.isEmpty()) {
      findings.problem("servers", "nobody checks passwords, expected at least one server");
    }
  }
}
