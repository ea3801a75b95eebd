package org.sallyport.authority.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;

/** A client of a tenant. */
@Doc("A client, known by its certificate: give name or fingerprint.")
public record ClientSettings(
    @Doc("The common name of the certificate's subject, whichever trusted authority issued it.")
        Optional<String> name,
    @Doc("sha256: and the SHA-256 of the certificate in hexadecimal: this certificate alone.")
        Optional<String> fingerprint,
    @Doc("gateway: asks about logins; administrator: changes users and credentials, too.")
        @Default("gateway")
        Role role)
    implements Checked {
  private static final Pattern FINGERPRINT = Pattern.compile("sha256:[0-9a-f]{64}");

  /** What a client may do. */
  public enum Role {
    /** Asks about logins. */
    GATEWAY,
    /** Everything. */
    ADMINISTRATOR;

    /** As it stands in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public void check(Findings findings) {
    if (name.isPresent() == fingerprint.isPresent()) {
      findings.problem(
          "", "expected either name or fingerprint, which tell the client's certificate");
    }
    if (fingerprint.isPresent() && !FINGERPRINT.matcher(digest().orElse("")).matches()) {
      findings.problem("fingerprint", "expected sha256: and 64 hexadecimal digits");
    }
  }

  /** The fingerprint in lower case without the colons that tools put between octets. */
  public Optional<String> digest() {
    return fingerprint.map(
        text -> {
          var lower = text.toLowerCase(Locale.ROOT);
          int colon = lower.indexOf(':') + 1;
          return lower.substring(0, colon) + lower.substring(colon).replace(":", "");
        });
  }
}
