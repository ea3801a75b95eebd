package org.sallyport.director.health;

import java.time.Duration;

/** One run of a check: what it found and how long it took. */
public record CheckResult(Finding finding, Duration took) {}
