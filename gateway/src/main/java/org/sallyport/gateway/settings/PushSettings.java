package org.sallyport.gateway.settings;

import java.time.Duration;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Within;

/** The {@code push} section of a server. */
@Doc("How a push is asked for and waited for.")
public record PushSettings(
    @Doc(
            "challenge: an Access-Challenge shows the number, and the answer to it waits; wait: the"
                + " first request waits, for clients that cannot show a challenge. Then the device"
                + " asks for no number, which the authority allows with push: { number: optional }"
                + " of the tenant.")
        @Default("challenge")
        Style style,
    @Doc("How long the person may take. The client's own patience must be longer.")
        @Default("50s")
        @Within(min = "5s", max = "5m")
        Duration patience,
    @Doc(
            "What parts a code from the password where somebody types one instead of waiting, as in"
                + " password,123456. Empty: no code is looked for.")
        @Default("','")
        String separator) {

  /** How the number reaches the person, and what waits. */
  public enum Style {
    /** It is shown in an Access-Challenge. */
    CHALLENGE,
    /** There is none; the first request is answered when the person has decided. */
    WAIT
  }
}
