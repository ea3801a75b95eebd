package org.sallyport.gateway.continuity;

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
import org.sallyport.gateway.factor.Answer;

/** The {@code continuity} section of a gateway. */
@Doc("What happens to logins while the authority cannot be reached; each client has its choice.")
public record ContinuitySettings(
    @Doc(
            "off: never; automatic: while the probe finds no authority; on: until this is changed,"
                + " without asking the authority.")
        @Default("automatic")
        Mode mode,
    @Doc(
            "Why it may be entered: unreachable, proxy, certificate, unwell (the authority says so"
                + " itself), fault.")
        @Default("[unreachable, proxy, unwell]")
        List<Answer.Cause> causes,
    @Doc("Time from one probe of the authority to the next.")
        @Default("1s")
        @Within(min = "50ms", max = "1m")
        Duration every,
    @Doc("How long one probe may take.") @Default("700ms") @Within(min = "10ms", max = "1m")
        Duration timeout,
    @Doc("Failed probes in a row until it is entered.") @Default("2") @Range(min = 1, max = 100)
        int fall,
    @Doc("Answered probes in a row until it is left.") @Default("2") @Range(min = 1, max = 100)
        int rise,
    @Doc("How long it lasts at most; then every client is closed until the authority answers.")
        @Default("24h")
        @Within(min = "1s", max = "30d")
        Duration longest,
    @Doc("Other gateways; while one of them reaches the authority, this one stays silent.")
        @Default("[]")
        List<Peer> peers,
    @Doc("Local verification of codes, for clients that choose verified.")
        Optional<Packages> packages,
    @Doc("Where packages and used codes are kept, sealed.") @Default("data/gateway") Path state)
    implements Checked {

  /** Whether continuity may be entered. */
  public enum Mode {
    /** Never. */
    OFF,
    /** While the probe finds no authority. */
    AUTOMATIC,
    /** Now, by the administrator's will. */
    ON
  }

  /** Another gateway. */
  @Doc("The admin listener of another gateway.")
  public record Peer(
      @Doc("Its admin listener, such as https://gateway2.example.com:9400.") String url,
      @Doc("Its admin token, as file:PATH or env:NAME. Absent: none is sent.")
          Optional<SecretSource> token,
      @Doc(
              "https: PEM file with roots and intermediates that issue its certificate; it must be"
                  + " for the host of the URL.")
          Optional<Path> trust) {}

  /** What verified needs. */
  @Doc("Packages of coming codes that the authority issues for this gateway.")
  public record Packages(
      @Doc("The gateway's private X25519 key as file:PATH or env:NAME, PKCS#8 PEM.")
          SecretSource key,
      @Doc("For how long ahead codes are fetched; the longest time that verified lasts.")
          @Default("8h")
          @Within(min = "10m", max = "2d")
          Duration horizon,
      @Doc("How often packages are fetched. At most a quarter of the horizon.")
          @Default("1h")
          @Within(min = "1s", max = "1d")
          Duration every)
      implements Checked {

    @Override
    public void check(Findings findings) {
      if (every.multipliedBy(4).compareTo(horizon) > 0) {
        findings.problem("every", "expected at most a quarter of the horizon");
      }
    }
  }

  @Override
  public void check(Findings findings) {
    ContinuityRules.check(this, findings);
  }
}
