package org.sallyport.oath;

import java.time.Instant;
import org.sallyport.kernel.Secret;

/**
 * Codes that move with time (RFC 6238), counted from the Unix epoch.
 *
 * @param form how codes are made
 * @param period seconds that a code is shown for, 10 to 300; 30 is usual
 */
public record Totp(CodeForm form, int period) {
  /** Refuses other periods. */
  public Totp {
    if (period < 10 || period > 300) {
      throw new IllegalArgumentException("a period is 10 to 300 seconds, not " + period);
    }
  }

  /** The step that an instant lies in (RFC 6238 section 4.2). */
  public long step(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), (long) period);
  }

  /** The code that a device shows at an instant. */
  public String code(Secret seed, Instant instant) {
    return new CodeMaker(seed, form).code(step(instant));
  }

  /**
   * Looks for a code near an instant.
   *
   * @param drift how many steps the device's clock is ahead, as found at its last use
   * @param window how many steps before and after are looked at too
   * @param lastUsed the greatest step accepted before; -1 for none
   */
  public Match find(
      Secret seed, String code, Instant instant, long drift, int window, long lastUsed) {
    return CodeWindow.around(Math.max(0, step(instant) + drift), window, lastUsed)
        .find(new CodeMaker(seed, form), code);
  }
}
