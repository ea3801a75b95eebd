package org.sallyport.authority.settings;

import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;

/** How far devices may be off. */
@Doc("How far the clocks and counters of devices may be off.")
public record CodeSettings(
    @Doc("Steps before and after now that a time-based code is taken from, drift followed.")
        @Default("1")
        @Range(min = 0, max = 10)
        int window,
    @Doc("How many unused codes an event-based device may be ahead.")
        @Default("10")
        @Range(min = 0, max = 100)
        int lookAhead,
    @Doc("How far two consecutive codes are searched for when a device is synchronised again.")
        @Default("20")
        @Range(min = 1, max = 1000)
        int resyncWindow)
    implements Checked {

  @Override
  public void check(Findings findings) {
    if (resyncWindow < window) {
      findings.problem("resync-window", "expected at least window, which is " + window);
    }
  }
}
