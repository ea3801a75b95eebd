package org.sallyport.encryption.nexthop;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.SecretSource;
import org.sallyport.kernel.HostPort;

/** One direction in {@code next-hops}. */
@Doc("Mail servers that take mail in one direction.")
public record NextHopSettings(
    @Doc("The servers, called in this order until one greets.") @Default("[]") List<HostPort> to,
    @Doc("Instead of fixed servers, those that DNS names for each recipient's domain (MX).")
        @Default("false")
        boolean mx,
    @Doc(
            "off; opportunistic: where STARTTLS is offered; required: not without it; verified: and"
                + " the certificate must be good; implicit: verified TLS from the first byte.")
        @Default("opportunistic")
        HopTls tls,
    @Doc("PEM file with roots and intermediates. Absent: the authorities that Java trusts.")
        Optional<Path> trust,
    @Doc("The user name there. Absent: nobody logs in.") Optional<String> user,
    @Doc("The password of that user, as file:PATH or env:NAME.") Optional<SecretSource> password)
    implements Checked {

  @Override
  public void check(Findings findings) {
    if (to.isEmpty() != mx) {
      findings.problem("", "expected either to: with a server at least, or mx: true");
    }
    for (int i = 0; i < to.size(); i++) {
      if (to.get(i).port() == 0) {
        findings.problem("to[" + i + "]", "port 0 cannot be called, expected 1 to 65535");
      }
    }
    if (!tls.verifies() && trust.isPresent()) {
      findings.problem("trust", "only read with tls: verified or implicit; leave the key out");
    }
    if (user.isPresent() != password.isPresent()) {
      findings.problem("", "user and password belong together: give both, or neither");
    }
    if (mx && user.isPresent()) {
      findings.problem("user", "a password is for servers that are named, not for those of DNS");
    }
    if (mx && tls == HopTls.IMPLICIT) {
      findings.problem("tls", "servers of DNS are called at port 25, where TLS begins by STARTTLS");
    }
    if (!tls.verifies() && password.isPresent()) {
      findings.warning(
          "password", "may be shown to whoever is in between; use tls: verified or implicit");
    }
  }
}
