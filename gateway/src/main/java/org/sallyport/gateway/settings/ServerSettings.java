package org.sallyport.gateway.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Within;

/** One entry of {@code servers}. */
@Doc("A validation server: where RADIUS clients ask, and how a login is decided.")
public record ServerSettings(
    @Doc("Where Access-Requests arrive over UDP, such as 1812 or 127.0.0.1:1812.")
        UdpAddress listen,
    @Doc("Where Accounting-Requests arrive; they are answered and logged. Absent: nowhere.")
        Optional<UdpAddress> accounting,
    @Doc(
            "code, password-code (both in one field), password-then-code (Access-Challenge), push"
                + " or password.")
        Mode mode,
    @Doc("User stores that know the people and their passwords, in order.") @Default("[]")
        List<String> stores,
    @Doc("Another RADIUS server that checks passwords, instead of stores.")
        Optional<DelegationSettings> delegate,
    @Doc("Who may ask. Requests of others are dropped.") Map<String, ClientSettings> clients,
    @Doc(
            "Whether a password without a code is enough: refuse; unenrolled (for users without a"
                + " second factor); allow (for everybody).")
        @Default("refuse")
        StaticPassword staticPassword,
    @Doc("Digits of codes, where the authority has not said what the user's credentials make.")
        @Default("[6]")
        List<Integer> codeLengths,
    @Doc("How a push is asked for.") @Default("{}") PushSettings push,
    @Doc("How long the answer to an Access-Challenge may take.")
        @Default("60s")
        @Within(min = "10s", max = "10m")
        Duration challengeTime,
    @Doc("What people read.") @Default("{}") MessageSettings messages,
    @Doc("Attributes of an Access-Accept.") @Default("[]") List<ReplySettings> reply,
    @Doc("Limits that keep one client from taking everything.") @Default("{}") LimitSettings limits)
    implements Checked {

  /** Whether somebody checks passwords. */
  public boolean checksPasswords() {
    return !stores.isEmpty() || delegate.isPresent();
  }

  @Override
  public void check(Findings findings) {
    ServerRules.check(this, findings);
  }
}
