package org.sallyport.encryption.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Within;
import org.sallyport.kernel.HostPort;

/** The {@code mail} section. */
@Doc("The relay that messages to people go through; with it, people enrol by their address.")
public record MailSettings(
    @Doc("The relay.") HostPort relay,
    @Doc(
            "off; opportunistic: where the relay offers STARTTLS; required: not without it;"
                + " verified: and its certificate must be good; implicit: verified TLS from the"
                + " first byte (RFC 8314).")
        @Default("verified")
        RelayTls tls,
    @Doc("PEM file with roots and intermediates. Absent: the authorities that Java trusts.")
        Optional<Path> trust,
    @Doc("The user name at the relay. Absent: none is sent.") Optional<String> user,
    @Doc("The password of that user, as file:PATH or env:NAME.") Optional<SecretSource> password,
    @Doc("The sender of messages.") String from,
    @Doc("How long a token that was mailed can be typed.")
        @Default("30m")
        @Within(min = "1m", max = "7d")
        Duration tokenLife,
    @Doc("How many wrong tokens end an enrolment.") @Default("5") @Range(min = 1, max = 100)
        int wrongTokens,
    @Doc("How many enrolments an hour send a message to one address.")
        @Default("5")
        @Range(min = 1, max = 1000)
        int messagesPerHour)
    implements Checked {

  @Override
  public void check(Findings findings) {
    MailRules.check(this, findings);
  }

  /** How the relay is spoken to. */
  public enum RelayTls {
    /** In clear. */
    OFF,
    /** With TLS where it is offered (RFC 7435). */
    OPPORTUNISTIC,
    /** With TLS, whoever it is. */
    REQUIRED,
    /** With TLS and a good certificate. */
    VERIFIED,
    /** The same from the first byte. */
    IMPLICIT;

    /** Whether the certificate is held against the relay's name and a trusted authority. */
    boolean verifies() {
      return this == VERIFIED || this == IMPLICIT;
    }
  }
}
