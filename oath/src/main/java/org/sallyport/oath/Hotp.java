package org.sallyport.oath;

import org.sallyport.kernel.Secret;

/**
 * Codes that move with each use (RFC 4226).
 *
 * @param form how codes are made
 */
public record Hotp(CodeForm form) {
  /** How many used codes are looked at, so that a replay is told from a wrong code. */
  private static final int BACK = 3;

  /** The code for a counter. */
  public String code(Secret seed, long counter) {
    return new CodeMaker(seed, form).code(counter);
  }

  /**
   * Looks for a code from the next counter on (RFC 4226 section 7.4).
   *
   * @param next the counter that the device should show next
   * @param ahead how many unused presses of the button are forgiven
   */
  public Match find(Secret seed, String code, long next, int ahead) {
    return new CodeWindow(Math.max(0, next - BACK), next + ahead, next - 1)
        .find(new CodeMaker(seed, form), code);
  }
}
