/**
 * Counters and states in Prometheus's text format. Nothing here is called while traffic flows: a
 * scrape reads the counters that services, members and filters keep anyway, so that members and
 * services which a reload took away are gone from the next scrape.
 *
 * <p>Names and labels are an interface: {@code docs/metrics.md} lists them, and a test holds the
 * two together. Start reading at {@link Metrics}.
 */
@NullMarked
package org.sallyport.director.metrics;

import org.jspecify.annotations.NullMarked;
