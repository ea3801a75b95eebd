package org.sallyport.gateway.settings;

import java.util.List;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.SecretSource;
import org.sallyport.gateway.continuity.ContinuityChoice;
import org.sallyport.kernel.IpPrefix;

/** One entry of {@code clients}. */
@Doc("A RADIUS client, or a network of them that share a secret.")
public record ClientSettings(
    @Doc("Addresses or networks; the longest prefix that holds an address decides.")
        List<IpPrefix> address,
    @Doc("The shared secret as file:PATH or env:NAME, 16 random characters or more.")
        SecretSource secret,
    @Doc(
            "yes: a request without Message-Authenticator is dropped (CVE-2024-3596); no: it is"
                + " taken, unless it has Proxy-State. Exemptions stand on the status page.")
        @Default("yes")
        Requirement requireMessageAuthenticator,
    @Doc("What logins need while the authority is out of reach: closed, verified or first-factor.")
        @Default("closed")
        ContinuityChoice continuity,
    @Doc("Another mode than the server's.") Optional<Mode> mode,
    @Doc("Another rule on passwords without a code than the server's.")
        Optional<StaticPassword> staticPassword,
    @Doc("What the user's device shows of who asks. Absent: the client's name.")
        Optional<String> display)
    implements Checked {

  /** Whether a client must prove its requests. */
  public enum Requirement {
    /** It must. */
    YES,
    /** It is exempt, by name. */
    NO
  }

  @Override
  public void check(Findings findings) {
    SecretRules.shared(secret, "secret", findings);
    if (requireMessageAuthenticator == Requirement.NO) {
      findings.warning(
          "require-message-authenticator",
          "requests of this client can be forged on the way (CVE-2024-3596); update the client,"
              + " then leave this out");
    }
    for (int i = 0; i < address.size(); i++) {
      if (address.get(i).length() == 0) {
        findings.warning(
            "address[" + i + "]",
            "every address is a client; expected the networks of the clients");
      }
    }
  }
}
