package org.sallyport.web;

import java.nio.file.Path;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.SecretSource;
import org.sallyport.kernel.HostPort;

/** The {@code admin} section. */
@Doc("The listener of the dashboard, the API, /metrics, /live and /ready.")
public record AdminSettings(
    @Doc("Where it listens. Off the loopback interface it needs a certificate.")
        @Default("127.0.0.1:9400")
        HostPort listen,
    @Doc("What it shows to browsers and tools. Absent: plain HTTP, which only loopback may have.")
        Optional<Certificate> certificate,
    @Doc(
            "The token of those who may change state, as file:PATH or env:NAME, 32 bytes at least."
                + " Absent: a random one is made at each start and left for commands on this"
                + " machine in the file admin-token of the director's state directory, or of"
                + " data/NODE where the node has no director.")
        Optional<SecretSource> token)
    implements Checked {

  /** A certificate with its key. */
  @Doc("A certificate chain and its private key, both PEM.")
  public record Certificate(
      @Doc("PEM file: the certificate, then its intermediates.") Path chain,
      @Doc("The private key as file:PATH or env:NAME, PKCS#8 PEM.") SecretSource key) {}

  /** Whether only this machine can reach it. Names other than localhost are not looked up. */
  public boolean loopback() {
    return listen.host().matches("127\\.[0-9.]+|::1|localhost");
  }

  @Override
  public void check(Findings findings) {
    if (!loopback() && certificate.isEmpty()) {
      findings.problem(
          "listen",
          listen
              + " is reached from other machines, where tokens would pass in clear; give a"
              + " certificate, or listen on 127.0.0.1");
    }
  }
}
