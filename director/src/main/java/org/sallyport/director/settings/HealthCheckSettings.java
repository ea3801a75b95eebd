package org.sallyport.director.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Within;

/** One active check. Keys that the check does not use are a problem. */
@Doc("An active check of every member of a pool.")
public record HealthCheckSettings(
    @Doc("tcp, tls, http, https, smtp, smtps, ldap, ldaps or radius.") Check check,
    @Doc("The port to check. Absent: the member's own.") @Range(min = 1, max = 65_535)
        Optional<Integer> port,
    @Doc("Time from one check to the next; jittered by a tenth.")
        @Default("2s")
        @Within(min = "10ms", max = "1d")
        Duration every,
    @Doc("How long one check may take.") @Default("1s") @Within(min = "1ms", max = "1d")
        Duration timeout,
    @Doc("Passes in a row until a member is up.") @Default("2") @Range(min = 1, max = 100) int rise,
    @Doc("Failures in a row until a member is down.") @Default("2") @Range(min = 1, max = 100)
        int fall,
    @Doc("http, https: the path to GET.") @Default("/") String path,
    @Doc("http, https: the Host header. Absent: the name, else the member's host.")
        Optional<String> host,
    @Doc("http, https: statuses that pass. Empty: 200 to 399.") @Default("[]")
        List<Integer> statuses,
    @Doc(
            "tls, https, smtps, ldaps, starttls, ready: PEM file with roots and intermediates."
                + " Absent: the certificate is not checked.")
        Optional<Path> trust,
    @Doc(
            "tls, https, smtps, ldaps, starttls, ready: PEM file with the one certificate that is"
                + " accepted.")
        Optional<Path> pin,
    @Doc(
            "tls, https, smtps, ldaps, starttls, ready: the name sent (SNI) and expected. Absent:"
                + " the member's host.")
        Optional<String> name,
    @Doc("tls, https, smtps, ldaps, starttls, ready: the certificate shown to the member.")
        Optional<CertificateSettings> certificate,
    @Doc("smtp: also begin TLS by STARTTLS.") @Default("false") boolean starttls,
    @Doc(
            "smtp, smtps: tell a member that is down from one whose next hop is. Implied by"
                + " if-next-hop-down and ready.")
        @Default("false")
        boolean deep,
    @Doc("smtp, smtps: what a member is whose next hop is down. Absent, with deep: degrade.")
        Optional<IfNextHopDown> ifNextHopDown,
    @Doc(
            "smtp, smtps: where the member says more when it does not greet, such as"
                + " https://*:8443/ready; * is the member's host.")
        Optional<ReadyUrl> ready,
    @Doc("ldap, ldaps: bind as this DN; absent, anonymous.") Optional<String> bindDn,
    @Doc("ldap, ldaps: the password as file:PATH or env:NAME.") Optional<SecretSource> password,
    @Doc("ldap, ldaps: an entry that must be found; absent, the bind is enough.")
        Optional<String> baseDn,
    @Doc("radius: the secret shared with the members as file:PATH or env:NAME.")
        Optional<SecretSource> secret)
    implements Checked {

  /** What a check does. */
  public enum Check {
    /** Connects. */
    TCP,
    /** Connects and shakes hands. */
    TLS,
    /** GET over HTTP. */
    HTTP,
    /** GET over HTTPS. */
    HTTPS,
    /** Reads the 220 greeting and says QUIT. */
    SMTP,
    /** The same over TLS. */
    SMTPS,
    /** Binds and, where asked, searches. */
    LDAP,
    /** The same over TLS. */
    LDAPS,
    /** Asks Status-Server (RFC 5997). */
    RADIUS;

    /** Whether it shakes hands. */
    public boolean tls() {
      return this == TLS || this == HTTPS || this == SMTPS || this == LDAPS;
    }

    /** Whether it reads a greeting of mail servers. */
    public boolean smtp() {
      return this == SMTP || this == SMTPS;
    }

    /** Whether it GETs a path. */
    public boolean http() {
      return this == HTTP || this == HTTPS;
    }

    /** Whether it binds. */
    public boolean ldap() {
      return this == LDAP || this == LDAPS;
    }
  }

  /** What a member is that is alive and says, or seems to say, that its next hop is down. */
  public enum IfNextHopDown {
    /** Degraded: used while all others are worse; where all are, nobody is moved. */
    DEGRADE,
    /** Failing, as if it were down itself. */
    FAIL,
    /** Passing. */
    IGNORE
  }

  /** Whether the member is told from its next hop. */
  public boolean tellsNextHop() {
    return deep || ifNextHopDown.isPresent() || ready.isPresent();
  }

  /** What a member is whose next hop is down; for checks that tell. */
  public IfNextHopDown whenNextHopDown() {
    return ifNextHopDown.orElse(IfNextHopDown.DEGRADE);
  }

  /** Whether it speaks TLS, from the first octet or later. */
  public boolean speaksTls() {
    return check.tls() || starttls || ready.filter(ReadyUrl::tls).isPresent();
  }

  @Override
  public void check(Findings findings) {
    HealthRules.check(this, findings);
  }
}
