package org.sallyport.encryption.mail;

import org.sallyport.config.Checked.Findings;
import org.sallyport.encryption.consumer.Address;

/** What must hold between the keys of the mail section. */
final class MailRules {
  private MailRules() {}

  static void check(MailSettings mail, Findings findings) {
    if (mail.relay().port() == 0) {
      findings.problem("relay", "port 0 cannot be called, expected 1 to 65535");
    }
    if (mail.user().isPresent() != mail.password().isPresent()) {
      findings.problem("", "user and password belong together: give both, or neither");
    }
    if (!mail.tls().verifies() && mail.trust().isPresent()) {
      findings.problem("trust", "only read with tls: verified or implicit; leave the key out");
    }
    if (!mail.tls().verifies() && mail.password().isPresent()) {
      findings.warning(
          "password", "may be shown to whoever is in between; use tls: verified or implicit");
    }
    if (!mail.tls().verifies() && !loopback(mail.relay().host())) {
      findings.warning(
          "tls", "tokens may be read by whoever is in between; use verified or implicit");
    }
    if (Address.of(mail.from()).isEmpty()) {
      findings.problem("from", "expected one mail address, such as keys@example.com");
    }
  }

  private static boolean loopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }
}
