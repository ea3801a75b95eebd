package org.sallyport.director.settings;

import java.time.Duration;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Within;

/** The {@code radius} key of a service. */
@Doc("How RADIUS packets are balanced, for protocol: radius.")
public record RadiusSettings(
    @Doc(
            "replace: members see the director's address; preserve: they see the client's, which"
                + " needs CAP_NET_ADMIN and members that route their answers through the director.")
        @Default("replace")
        Source source,
    @Doc(
            "How long a Calling-Station-Id or User-Name stays on its member after its last"
                + " request; 0s: each new request is decided anew.")
        @Default("1m")
        @Within(min = "0s", max = "1d")
        Duration affinity,
    @Doc("How long the State of a challenge leads back to the member that gave it.")
        @Default("10m")
        @Within(min = "1s", max = "1d")
        Duration challenge,
    @Doc("A member that owes an answer for so long gives the next retransmission to another.")
        @Default("2s")
        @Within(min = "100ms", max = "10m")
        Duration silence) {

  /** Whose address members see. */
  public enum Source {
    /** The director's. */
    REPLACE,
    /** The client's (IP_TRANSPARENT, ip(7)). */
    PRESERVE
  }

  /** What stands where a file says nothing. */
  static final RadiusSettings STANDARD =
      new RadiusSettings(
          Source.REPLACE, Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofSeconds(2));
}
