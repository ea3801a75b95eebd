package org.sallyport.gateway.admin;

import org.sallyport.gateway.audit.AuditEntry.Result;
import org.sallyport.gateway.continuity.Standing;

/**
 * A state as a word, a colour and a shape, so that none of them is needed to tell it.
 *
 * @param tone the class of the style sheet: good, warn, bad or calm
 * @param path the shape, SVG path data in a square of 16
 */
record Badge(String text, String tone, String path) {
  private static final String TICK = "M2.500 8.500l3.500 3.500 7.500-8";
  private static final String TRIANGLE = "M8 2l6.500 12h-13zM8 6.500v3.500M8 12v.1";
  private static final String CROSS = "M3.500 3.500l9 9M12.500 3.500l-9 9";
  private static final String DOTS = "M3 8v.1M8 8v.1M13 8v.1";

  /** Whether a server answers. */
  static Badge alive(boolean alive) {
    return alive ? new Badge("Answers", "good", TICK) : new Badge("Down", "bad", CROSS);
  }

  /** Whether a client's logins can be decided. */
  static Badge able(boolean able) {
    return able ? new Badge("Decides", "good", TICK) : new Badge("Silent", "bad", CROSS);
  }

  /** That a client may leave the proof of its requests out. */
  static Badge exempt() {
    return new Badge("Exempt from Message-Authenticator", "warn", TRIANGLE);
  }

  /** That a secret can be guessed. */
  static Badge shortSecret() {
    return new Badge("Secret under 16 characters", "warn", TRIANGLE);
  }

  static Badge of(Standing.State state) {
    return switch (state) {
      case NORMAL -> new Badge("Normal", "good", TICK);
      case SUSPECTED -> new Badge("Suspected", "warn", TRIANGLE);
      case CONTINUITY -> new Badge("Continuity", "bad", TRIANGLE);
      case RECOVERING -> new Badge("Recovering", "warn", DOTS);
    };
  }

  static Badge of(Result result) {
    return switch (result) {
      case ACCEPT -> new Badge("Accept", "good", TICK);
      case REJECT -> new Badge("Reject", "bad", CROSS);
      case CHALLENGE -> new Badge("Challenge", "calm", DOTS);
      case SILENCE -> new Badge("Silence", "warn", TRIANGLE);
    };
  }
}
