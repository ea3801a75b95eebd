package org.sallyport.gateway.alert;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.SecretSource;
import org.sallyport.kernel.HostPort;

/** The {@code alerts} section of a gateway. */
@Doc("Who is told when continuity is entered or left, and before certificates expire.")
public record AlertSettings(
    @Doc("Mail. Absent: none is sent.") Optional<Mail> mail,
    @Doc("Web addresses that a JSON object is posted to.") @Default("[]") List<Webhook> webhooks) {

  /** Mail through a relay. */
  @Doc("Mail through a relay.")
  public record Mail(
      @Doc("The relay.") HostPort relay,
      @Doc("none, starttls (refused by the relay: no mail) or tls.") @Default("starttls")
          Encryption encryption,
      @Doc("PEM file with roots and intermediates that issue the relay's certificate.")
          Optional<Path> trust,
      @Doc("The user name at the relay. Absent: none is sent.") Optional<String> user,
      @Doc("The password of that user, as file:PATH or env:NAME.") Optional<SecretSource> password,
      @Doc("The sender.") String from,
      @Doc("The recipients.") List<String> to)
      implements Checked {

    @Override
    public void check(Findings findings) {
      AlertRules.check(this, findings);
    }
  }

  /** How mail is carried to the relay. */
  public enum Encryption {
    /** In clear. */
    NONE,
    /** TLS after EHLO (RFC 3207), or not at all. */
    STARTTLS,
    /** TLS from the first byte (RFC 8314). */
    TLS
  }

  /** A web address that takes alerts. */
  @Doc("A web address that takes alerts as JSON.")
  public record Webhook(
      @Doc("Where to post to, such as https://chat.example.com/hooks/sallyport.") String url,
      @Doc("PEM file with roots and intermediates. Absent: the authorities that Java trusts.")
          Optional<Path> trust,
      @Doc("Sent as Authorization: Bearer, as file:PATH or env:NAME.") Optional<SecretSource> token)
      implements Checked {

    @Override
    public void check(Findings findings) {
      if (!url.matches("https?://[^\\s/?#]+([/?][^\\s#]*)?")) {
        findings.problem("url", "expected an address that begins with https:// or http://");
      }
      if (url.startsWith("http:") && token.isPresent()) {
        findings.warning("token", "crosses the network in clear with http");
      }
    }
  }
}
