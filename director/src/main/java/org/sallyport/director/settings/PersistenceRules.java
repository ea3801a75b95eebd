package org.sallyport.director.settings;

import org.sallyport.config.Checked.Findings;
import org.sallyport.director.settings.PersistenceSettings.By;
import org.sallyport.director.settings.PersistenceSettings.Mode;

/** What must hold between the keys of one persistence. */
final class PersistenceRules {
  private static final String COOKIE = "ovidCookie";

  private PersistenceRules() {}

  static void check(PersistenceSettings persistence, Findings findings) {
    name(persistence.name(), findings);
    unused(persistence, findings);
    if (persistence.duration().isPresent()
        && persistence.idle().isPresent()
        && persistence.idle().get().compareTo(persistence.duration().get()) >= 0) {
      findings.problem(
          "idle", "not shorter than for, which ends the entry first; leave one of them out");
    }
  }

  /** RFC 6265 section 4.1.1: a cookie's name is a token. */
  private static void name(String name, Findings findings) {
    if (!Tokens.isToken(name)) {
      findings.problem("name", "not a cookie name (RFC 6265 section 4.1.1): " + name);
    }
  }

  /** Keys that the kind of persistence does not read, as far as they differ from the default. */
  private static void unused(PersistenceSettings persistence, Findings findings) {
    if (persistence.by() != By.COOKIE) {
      if (persistence.mode() != Mode.LEARN) {
        unused("mode", "by: cookie", findings);
      }
      if (!persistence.name().equals(COOKIE)) {
        unused("name", "by: cookie", findings);
      }
    }
    if (persistence.by() != By.SOURCE_ADDRESS) {
      if (persistence.ipv4Prefix() != 32) {
        unused("ipv4-prefix", "by: source-address", findings);
      }
      if (persistence.ipv6Prefix() != 64) {
        unused("ipv6-prefix", "by: source-address", findings);
      }
    }
    if (persistence.by() == By.NONE) {
      persistence
          .duration()
          .ifPresent(_ -> unused("for", "by: source-address or by: cookie", findings));
      persistence
          .idle()
          .ifPresent(_ -> unused("idle", "by: source-address or by: cookie", findings));
    }
  }

  private static void unused(String key, String with, Findings findings) {
    findings.problem(key, "only read with " + with + "; add that, or leave the key out");
  }
}
