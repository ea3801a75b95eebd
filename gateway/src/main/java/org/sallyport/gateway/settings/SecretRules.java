package org.sallyport.gateway.settings;

import org.sallyport.config.Checked.Findings;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;

/**
 * Looks at secrets that are where the file says. One that is not there yet is no finding: a file is
 * often checked on another machine than it is for.
 */
final class SecretRules {
  private static final int SHARED = 16;
  private static final int CLUSTER = 32;

  private SecretRules() {}

  /** RFC 2865 section 3 asks for at least 16 octets, as each packet lets a guesser try offline. */
  static void shared(SecretSource source, String key, Findings findings) {
    if (Secrets.read(source) instanceof Secrets.Found.Value(var secret, _)) {
      try (secret) {
        if (secret.length() < SHARED) {
          findings.warning(
              key,
              secret.length()
                  + " characters, which can be guessed from one packet; expected 16 random ones or"
                  + " more");
        }
      }
    }
  }

  /** A key that challenges of all gateways are sealed with. */
  static void cluster(SecretSource source, String key, Findings findings) {
    if (Secrets.read(source) instanceof Secrets.Found.Value(var secret, _)) {
      try (secret) {
        if (secret.length() < CLUSTER) {
          findings.problem(key, secret.length() + " characters, expected 32 random ones or more");
        }
      }
    }
  }
}
