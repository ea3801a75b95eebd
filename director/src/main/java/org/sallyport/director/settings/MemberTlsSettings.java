package org.sallyport.director.settings;

import java.nio.file.Path;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Doc;

/** TLS from the director to the members. */
@Doc("How members prove who they are: by an authority (trust) or by one known certificate (pin).")
public record MemberTlsSettings(
    @Doc("PEM file with roots and intermediates that issue the members' certificates.")
        Optional<Path> trust,
    @Doc("PEM file with the one certificate that is accepted, whoever issued it.")
        Optional<Path> pin,
    @Doc("The name that must stand in the members' certificates. Absent: the member's host.")
        Optional<String> name,
    @Doc("The certificate that the director shows to members.")
        Optional<CertificateSettings> certificate)
    implements Checked {

  @Override
  public void check(Findings findings) {
    if (trust.isPresent() == pin.isPresent()) {
      findings.problem("", "expected exactly one of trust and pin");
    }
  }
}
