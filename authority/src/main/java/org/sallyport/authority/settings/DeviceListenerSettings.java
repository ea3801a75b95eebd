package org.sallyport.authority.settings;

import java.util.List;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.kernel.HostPort;
import org.sallyport.web.CertificateSettings;

/** Where people's devices ask for challenges. */
@Doc("The listener for people's devices: TLS, no client certificates, signed requests.")
public record DeviceListenerSettings(
    @Doc("Where devices reach it.") HostPort listen,
    @Doc("What it shows to devices.") List<CertificateSettings> certificates,
    @Doc("The address that devices are told to call, https://…") String url,
    @Doc("Requests a minute from one address; further ones are turned away with 429.")
        @Default("600")
        @Range(min = 10, max = 1_000_000)
        int requestsPerMinute)
    implements Checked {

  @Override
  public void check(Findings findings) {
    if (certificates.isEmpty()) {
      findings.problem("certificates", "expected a certificate, as devices speak TLS");
    }
    if (!url.matches("https://[^/?#\\s]+/?")) {
      findings.problem("url", "expected https://HOST, with a port where it is not 443");
    }
  }
}
