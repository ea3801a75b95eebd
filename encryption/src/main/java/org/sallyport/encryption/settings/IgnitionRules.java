package org.sallyport.encryption.settings;

import org.sallyport.config.Checked.Findings;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.encryption.ignition.Vault;

/** What opens everything is worth guessing, so it is long. */
final class IgnitionRules {
  private IgnitionRules() {}

  static void check(SecretSource source, Findings findings) {
    switch (Secrets.read(source)) {
      case Secrets.Found.Value(var secret, _) -> {
        try (secret) {
          if (secret.length() < Vault.LEAST) {
            findings.problem(
                "ignition",
                "what opens the store is shorter than "
                    + Vault.LEAST
                    + " characters and could be guessed");
          }
        }
      }
      case Secrets.Found.Missing(String message) ->
          findings.warning("ignition", message + "; the node would start locked");
    }
  }
}
