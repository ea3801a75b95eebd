package org.sallyport.authority.settings;

import org.sallyport.config.Checked.Findings;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;

/** The key that seals everything is worth guessing, so it is long. */
final class IgnitionRules {
  static final int LEAST = 32;

  private IgnitionRules() {}

  static void check(SecretSource source, Findings findings) {
    switch (Secrets.read(source)) {
      case Secrets.Found.Value(var secret, _) -> {
        try (secret) {
          if (secret.length() < LEAST) {
            findings.problem(
                "ignition",
                "the key material is shorter than " + LEAST + " characters and could be guessed");
          }
        }
      }
      case Secrets.Found.Missing(String message) -> findings.warning("ignition", message);
    }
  }
}
