package org.sallyport.director.settings;

import java.time.Duration;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.Within;

/** What live traffic says about a member. */
@Doc("Failures of live traffic: connections refused or timed out, and answers cut off.")
public record PassiveSettings(
    @Doc("Failures with no success in between until a member is down; 0 switches this off.")
        @Default("3")
        @Range(min = 0, max = 10_000)
        int failures,
    @Doc("The window they are counted in.") @Default("10s") @Within(min = "1ms", max = "1d")
        Duration window) {}
