package org.sallyport.director.settings;

import java.time.Duration;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.Within;

/** What holds a member down that keeps changing its mind. */
@Doc("A member that changes state too often is held down for a while.")
public record DampingSettings(
    @Doc("Changes from passing to failing that are too many; 0 switches this off.")
        @Default("5")
        @Range(min = 0, max = 1000)
        int changes,
    @Doc("The window they are counted in.") @Default("5m") @Within(min = "1ms", max = "30d")
        Duration window,
    @Doc("How long the member is held down.") @Default("1m") @Within(min = "1ms", max = "30d")
        Duration hold) {}
