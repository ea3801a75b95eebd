package org.sallyport.director.health;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.SecretSource;
import org.sallyport.director.settings.CertificateSettings;
import org.sallyport.director.settings.HealthCheckSettings;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.director.settings.HealthCheckSettings.IfNextHopDown;
import org.sallyport.director.settings.ReadyUrl;

/** Settings of checks for tests, with the defaults of the configuration. */
final class Checks {
  private final Check check;
  private Duration every = Duration.ofSeconds(2);
  private Duration timeout = Duration.ofSeconds(5);
  private int rise = 2;
  private int fall = 2;
  private String path = "/";
  private @Nullable Integer port;
  private @Nullable String host;
  private List<Integer> statuses = List.of();
  private @Nullable Path trust;
  private @Nullable Path pin;
  private @Nullable String name;
  private @Nullable CertificateSettings certificate;
  private @Nullable String bindDn;
  private @Nullable SecretSource password;
  private @Nullable SecretSource shared;
  private @Nullable String baseDn;
  private boolean starttls;
  private boolean deep;
  private @Nullable IfNextHopDown ifNextHopDown;
  private @Nullable ReadyUrl ready;

  private Checks(Check check) {
    this.check = check;
  }

  static Checks of(Check check) {
    return new Checks(check);
  }

  Checks every(Duration interval) {
    every = interval;
    return this;
  }

  Checks timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  Checks rise(int passes) {
    rise = passes;
    return this;
  }

  Checks fall(int failures) {
    fall = failures;
    return this;
  }

  Checks path(String target) {
    path = target;
    return this;
  }

  Checks port(int number) {
    port = number;
    return this;
  }

  Checks host(String field) {
    host = field;
    return this;
  }

  Checks statuses(Integer... passing) {
    statuses = List.of(passing);
    return this;
  }

  Checks trust(Path bundle) {
    trust = bundle;
    return this;
  }

  Checks pin(Path file) {
    pin = file;
    return this;
  }

  Checks name(String expected) {
    name = expected;
    return this;
  }

  Checks certificate(Path chain, Path key) {
    certificate = new CertificateSettings(chain, new SecretSource.File(key));
    return this;
  }

  Checks bind(String dn, SecretSource secret) {
    bindDn = dn;
    password = secret;
    return this;
  }

  Checks baseDn(String dn) {
    baseDn = dn;
    return this;
  }

  Checks secret(SecretSource source) {
    shared = source;
    return this;
  }

  Checks starttls() {
    starttls = true;
    return this;
  }

  Checks deep() {
    deep = true;
    return this;
  }

  Checks ifNextHopDown(IfNextHopDown then) {
    ifNextHopDown = then;
    return this;
  }

  Checks ready(String url) {
    ready = ReadyUrl.parse(url);
    return this;
  }

  HealthCheckSettings settings() {
    return new HealthCheckSettings(
        check,
        Optional.ofNullable(port),
        every,
        timeout,
        rise,
        fall,
        path,
        Optional.ofNullable(host),
        statuses,
        Optional.ofNullable(trust),
        Optional.ofNullable(pin),
        Optional.ofNullable(name),
        Optional.ofNullable(certificate),
        starttls,
        deep,
        Optional.ofNullable(ifNextHopDown),
        Optional.ofNullable(ready),
        Optional.ofNullable(bindDn),
        Optional.ofNullable(password),
        Optional.ofNullable(baseDn),
        Optional.ofNullable(shared));
  }
}
