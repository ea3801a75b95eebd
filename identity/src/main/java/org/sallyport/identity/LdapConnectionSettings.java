package org.sallyport.identity;

import java.nio.file.Path;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;

/** One server of a user store. */
@Doc("A directory server.")
public record LdapConnectionSettings(
    @Doc("ldap://host:port or ldaps://host:port.") LdapUrl url,
    @Doc("Whether TLS begins after connecting (RFC 4511 section 4.14); ldap only.")
        @Default("false")
        boolean startTls,
    @Doc("PEM file with roots and intermediates that issue the server's certificate.")
        Optional<Path> trust,
    @Doc("PEM file with the one certificate that is accepted, whoever issued it.")
        Optional<Path> pin,
    @Doc("The name that must stand in the certificate. Absent: the host of the URL.")
        Optional<String> name)
    implements Checked {

  /** Whether passwords cross the network encrypted. */
  public boolean encrypted() {
    return url.tls() || startTls;
  }

  /** The name that is expected in the server's certificate. */
  public String expectedName() {
    return name.orElse(url.address().host());
  }

  @Override
  public void check(Findings findings) {
    if (url.tls() && startTls) {
      findings.problem(
          "start-tls", "ldaps speaks TLS from the first byte; expected one of the two");
    }
    if (encrypted() && trust.isPresent() == pin.isPresent()) {
      findings.problem("", "expected exactly one of trust and pin");
    }
    if (!encrypted()) {
      unused(findings);
    }
  }

  private void unused(Findings findings) {
    if (trust.isPresent() || pin.isPresent() || name.isPresent()) {
      findings.problem("", "trust, pin and name are only read with ldaps or start-tls");
    }
    findings.warning("url", "passwords cross the network in clear; use ldaps or start-tls");
  }
}
