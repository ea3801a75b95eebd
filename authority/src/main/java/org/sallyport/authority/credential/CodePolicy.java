package org.sallyport.authority.credential;

/**
 * How far a device may be off.
 *
 * @param window steps before and after now that time-based codes are taken from
 * @param lookAhead unused codes that an event-based one may be ahead
 * @param resyncWindow steps or counters that are searched for two consecutive codes
 */
public record CodePolicy(int window, int lookAhead, int resyncWindow) {
  /** One step, ten codes, a search of 20 steps. */
  public static final CodePolicy USUAL = new CodePolicy(1, 10, 20);

  /** Refuses windows so wide that guessing pays. */
  public CodePolicy {
    if (window < 0 || window > 10 || lookAhead < 0 || lookAhead > 100) {
      throw new IllegalArgumentException("windows are 0 to 10 steps and 0 to 100 codes");
    }
    if (resyncWindow < window || resyncWindow > 1000) {
      throw new IllegalArgumentException("a resync window is at least the window, at most 1000");
    }
  }
}
