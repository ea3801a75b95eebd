package org.sallyport.app;

import org.sallyport.pki.KeyKind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all certificates of an authority have: a kind of key, and an end. */
final class PkiTerms {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--key",
      paramLabel = "KIND",
      defaultValue = "ECDSA_P256",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private KeyKind kind;

  @Option(
      names = "--days",
      defaultValue = "90",
      description = "How long the certificate is valid (default: ${DEFAULT-VALUE}).")
  private int days;

  KeyKind kind() {
    return kind;
  }

  int days() {
    if (days < 1 || days > 3650) {
      throw new ParameterException(spec.commandLine(), "--days takes 1 to 3650");
    }
    return days;
  }
}
