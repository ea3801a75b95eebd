package org.sallyport.gateway.factor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Within;
import org.sallyport.kernel.HostPort;

/** The {@code authority} section of a gateway. */
@Doc("How the gateway asks the authority for the second factor.")
public record AuthorityLinkSettings(
    @Doc("Where the authority answers, in order; the first that is alive is asked.")
        List<HostPort> addresses,
    @Doc("The name that must stand in its certificate. Absent: the host of each address.")
        Optional<String> name,
    @Doc("PEM file with roots and intermediates that issue the authority's certificate.")
        Optional<Path> trust,
    @Doc("PEM file with the one certificate that is accepted, whoever issued it.")
        Optional<Path> pin,
    @Doc("The certificate that the authority knows this gateway by. Read again when it changes.")
        Certificate certificate,
    @Doc("The HTTP proxy on the way. Absent: connections are direct.") Optional<Proxy> proxy,
    @Doc("How long a connection may take to come about, proxy and TLS included.")
        @Default("1s")
        @Within(min = "10ms", max = "1m")
        Duration connectTimeout,
    @Doc("How long one address has for an answer.") @Default("3s") @Within(min = "10ms", max = "1m")
        Duration answerTimeout,
    @Doc("How long an unused connection is kept.") @Default("30s") @Within(min = "1s", max = "1h")
        Duration idle,
    @Doc("How many batches of codes are on their way at a time.")
        @Default("2")
        @Range(min = 1, max = 64)
        int lanes,
    @Doc("How long the factors of a user are believed before the authority is asked again.")
        @Default("60s")
        @Within(min = "0s", max = "1h")
        Duration factorsFor)
    implements Checked {

  /** A certificate with its key. */
  @Doc("A certificate chain and its private key, both PEM.")
  public record Certificate(
      @Doc("PEM file: the certificate, then its intermediates.") Path chain,
      @Doc("The private key as file:PATH or env:NAME, PKCS#8 PEM.") SecretSource key) {}

  /** An HTTP proxy that tunnels (RFC 9110 section 9.3.6). */
  @Doc("An HTTP proxy, asked with CONNECT.")
  public record Proxy(
      @Doc("Where it listens.") HostPort address,
      @Doc("The user name for basic authentication (RFC 7617). Absent: none is sent.")
          Optional<String> user,
      @Doc("The password of that user, as file:PATH or env:NAME.") Optional<SecretSource> password)
      implements Checked {

    @Override
    public void check(Findings findings) {
      if (user.isPresent() != password.isPresent()) {
        findings.problem("", "user and password belong together: give both, or neither");
      }
      if (user.filter(name -> name.indexOf(':') >= 0).isPresent()) {
        findings.problem("user", "a colon cannot stand in it (RFC 7617 section 2)");
      }
      if (address.port() == 0) {
        findings.problem("address", "port 0 cannot be called, expected 1 to 65535");
      }
    }
  }

  @Override
  public void check(Findings findings) {
    if (addresses.isEmpty()) {
      findings.problem("addresses", "expected where the authority answers, such as 10.0.0.5:8443");
    }
    for (int i = 0; i < addresses.size(); i++) {
      if (addresses.get(i).port() == 0) {
        findings.problem("addresses[" + i + "]", "port 0 cannot be called, expected 1 to 65535");
      }
    }
    if (trust.isPresent() == pin.isPresent()) {
      findings.problem("", "expected exactly one of trust and pin");
    }
  }
}
