package org.sallyport.gateway.alert;

import org.sallyport.config.Checked.Findings;
import org.sallyport.gateway.alert.AlertSettings.Encryption;
import org.sallyport.gateway.alert.AlertSettings.Mail;

/** What must hold between the keys of the mail section. */
final class AlertRules {
  private static final String MAILBOX = "[^\\s@<>,;]+@[^\\s@<>,;]+";

  private AlertRules() {}

  static void check(Mail mail, Findings findings) {
    if (mail.relay().port() == 0) {
      findings.problem("relay", "port 0 cannot be called, expected 1 to 65535");
    }
    if (mail.user().isPresent() != mail.password().isPresent()) {
      findings.problem("", "user and password belong together: give both, or neither");
    }
    if (mail.encryption() == Encryption.NONE && mail.password().isPresent()) {
      findings.warning("password", "crosses the network in clear; use starttls or tls");
    }
    if (mail.encryption() == Encryption.NONE && mail.trust().isPresent()) {
      findings.problem("trust", "only read with starttls or tls; leave the key out");
    }
    mailbox("from", mail.from(), findings);
    if (mail.to().isEmpty()) {
      findings.problem("to", "expected at least one recipient");
    }
    for (int i = 0; i < mail.to().size(); i++) {
      mailbox("to[" + i + "]", mail.to().get(i), findings);
    }
  }

  private static void mailbox(String key, String text, Findings findings) {
    if (!text.matches(MAILBOX)) {
      findings.problem(key, "expected one mail address, such as admin@example.com");
    }
  }
}
