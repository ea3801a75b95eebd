package org.sallyport.director.settings;

import java.time.Duration;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Named;
import org.sallyport.config.Range;
import org.sallyport.config.Within;

/** What keeps a session on its member. */
@Doc("What keeps a session on its member from the first request to log-out.")
public record PersistenceSettings(
    @Doc("none; source-address; cookie (HTTP only).") @Default("none") By by,
    @Doc(
            "learn: remember the member's own cookie and change nothing; insert: add a cookie;"
                + " prefix: put the member before the value of the member's own cookie.")
        @Default("learn")
        Mode mode,
    @Doc("The cookie's name.") @Default("ovidCookie") String name,
    @Doc("How long an entry lasts from the first request, however busy it is (absolute).")
        @Named("for")
        @Within(min = "1s", max = "366d")
        Optional<Duration> duration,
    @Doc("How long an entry lasts after the last request (sliding). Absent with no for: 8h.")
        @Within(min = "1s", max = "366d")
        Optional<Duration> idle,
    @Doc("Leading bits of an IPv4 address that are one client.")
        @Default("32")
        @Range(min = 1, max = 32)
        int ipv4Prefix,
    @Doc("Leading bits of an IPv6 address that are one client.")
        @Default("64")
        @Range(min = 1, max = 128)
        int ipv6Prefix)
    implements Checked {

  /** A working day: what holds when neither {@code for} nor {@code idle} is given. */
  private static final Duration STANDARD_IDLE = Duration.ofHours(8);

  /** What a session is recognised by. */
  public enum By {
    /** Nothing: every connection or request is decided anew. */
    NONE,
    /** The client's address, cut to a prefix. */
    SOURCE_ADDRESS,
    /** A cookie of HTTP (RFC 6265). */
    COOKIE
  }

  /** Where the cookie comes from. */
  public enum Mode {
    /** The member sets it; the director remembers who did. */
    LEARN,
    /** The director adds one of its own. */
    INSERT,
    /** The director marks the member's cookie and takes the mark off again. */
    PREFIX
  }

  /** How long an entry lasts from its first request; empty when only idleness ends it. */
  public Optional<Duration> absolute() {
    return duration;
  }

  /** How long an entry lasts after its last request; empty when only its age ends it. */
  public Optional<Duration> sliding() {
    return idle.isEmpty() && duration.isEmpty() ? Optional.of(STANDARD_IDLE) : idle;
  }

  @Override
  public void check(Findings findings) {
    PersistenceRules.check(this, findings);
  }
}
