package org.sallyport.director.settings;

import org.sallyport.config.Checked.Findings;
import org.sallyport.director.settings.HealthCheckSettings.Check;

/** What must hold between the keys of one health check. */
final class HealthRules {
  private static final String TLS = "tls, https, smtps and ldaps, and smtp with starttls or ready";

  private HealthRules() {}

  static void check(HealthCheckSettings health, Findings findings) {
    if (health.timeout().compareTo(health.every()) > 0) {
      findings.problem(
          "timeout", "longer than every: checks would overlap; expected at most the interval");
    }
    http(health, findings);
    tls(health, findings);
    smtp(health, findings);
    ldap(health, findings);
    radius(health, findings);
  }

  private static void http(HealthCheckSettings health, Findings findings) {
    boolean read = health.check().http();
    unused(read, !health.path().equals("/"), "path", "http and https", findings);
    unused(read, health.host().isPresent(), "host", "http and https", findings);
    unused(read, !health.statuses().isEmpty(), "statuses", "http and https", findings);
    if (!Tokens.isPath(health.path())) {
      findings.problem("path", "a path begins with / and has no spaces: " + health.path());
    }
    if (!health.host().orElse("host").matches("[A-Za-z0-9._:\\[\\]-]+")) {
      findings.problem("host", "expected a host name, with :port where it is needed");
    }
    for (int i = 0; i < health.statuses().size(); i++) {
      int status = health.statuses().get(i);
      if (status < 100 || status > 599) {
        findings.problem("statuses[" + i + "]", status + ", expected 100 to 599");
      }
    }
  }

  private static void tls(HealthCheckSettings health, Findings findings) {
    boolean read = health.speaksTls();
    unused(read, health.trust().isPresent(), "trust", TLS, findings);
    unused(read, health.pin().isPresent(), "pin", TLS, findings);
    unused(read, health.name().isPresent(), "name", TLS, findings);
    unused(read, health.certificate().isPresent(), "certificate", TLS, findings);
    if (health.trust().isPresent() && health.pin().isPresent()) {
      findings.problem(
          "pin", "given beside trust; expected one: an authority, or the one known certificate");
    }
  }

  private static void smtp(HealthCheckSettings health, Findings findings) {
    boolean read = health.check().smtp();
    unused(read, health.deep(), "deep", "smtp and smtps", findings);
    unused(
        read, health.ifNextHopDown().isPresent(), "if-next-hop-down", "smtp and smtps", findings);
    unused(read, health.ready().isPresent(), "ready", "smtp and smtps", findings);
    if (health.starttls() && health.check() == Check.SMTPS) {
      findings.problem("starttls", "smtps is TLS from the first octet; use smtp, or leave it out");
    } else {
      unused(health.check() == Check.SMTP, health.starttls(), "starttls", "smtp", findings);
    }
  }

  private static void ldap(HealthCheckSettings health, Findings findings) {
    boolean read = health.check().ldap();
    unused(read, health.bindDn().isPresent(), "bind-dn", "ldap and ldaps", findings);
    unused(read, health.password().isPresent(), "password", "ldap and ldaps", findings);
    unused(read, health.baseDn().isPresent(), "base-dn", "ldap and ldaps", findings);
    // RFC 4513 section 5.1.2: a DN with an empty password passes on servers that check nothing.
    if (health.bindDn().isPresent() && health.password().isEmpty()) {
      findings.problem(
          "bind-dn", "needs password: a bind with a name and no password proves nothing");
    }
    if (health.password().isPresent() && health.bindDn().isEmpty()) {
      findings.problem("password", "needs bind-dn: nobody is named that it belongs to");
    }
    if (health.check() == Check.LDAP && health.password().isPresent()) {
      findings.warning("password", "crosses the network in clear with ldap; ldaps encrypts it");
    }
  }

  private static void radius(HealthCheckSettings health, Findings findings) {
    boolean read = health.check() == Check.RADIUS;
    unused(read, health.secret().isPresent(), "secret", "radius", findings);
    // RFC 5997 section 3: Status-Server carries a Message-Authenticator, which is keyed with it.
    if (read && health.secret().isEmpty()) {
      findings.problem(
          "check", "radius needs secret: what the director shares with the members, as file:PATH");
    }
  }

  private static void unused(
      boolean read, boolean given, String key, String readers, Findings findings) {
    if (given && !read) {
      findings.problem(key, "only read by the checks " + readers + "; leave the key out");
    }
  }
}
