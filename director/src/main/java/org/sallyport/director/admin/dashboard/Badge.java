package org.sallyport.director.admin.dashboard;

import org.sallyport.director.pool.Admin;
import org.sallyport.director.pool.Health;

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
  private static final String ARROW_DOWN = "M8 2.500v10M3.500 8.500l4.500 4.500 4.500-4.500";
  private static final String PAUSE = "M5.500 3.500v9M10.500 3.500v9";

  /** What the checks say. */
  static Badge of(Health health) {
    return switch (health) {
      case UP -> new Badge("Up", "good", TICK);
      case DEGRADED -> new Badge("Degraded", "warn", TRIANGLE);
      case DOWN -> new Badge("Down", "bad", CROSS);
      case UNCHECKED -> new Badge("Not checked yet", "calm", DOTS);
    };
  }

  /** What the administrator wants. */
  static Badge of(Admin admin) {
    return switch (admin) {
      case READY -> new Badge("Ready", "good", TICK);
      case DRAIN -> new Badge("Draining", "warn", ARROW_DOWN);
      case MAINTENANCE -> new Badge("Maintenance", "calm", PAUSE);
    };
  }
}
