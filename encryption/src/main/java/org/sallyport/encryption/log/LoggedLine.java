package org.sallyport.encryption.log;

import java.time.Instant;

/**
 * A line that is kept.
 *
 * @param position grows with arrival
 * @param client {@code c_…}
 * @param consumer {@code u_…}
 * @param address of the consumer; empty when there is none of that id any more
 * @param received when, by this server's clock
 */
public record LoggedLine(
    long position,
    String client,
    String consumer,
    String address,
    Instant received,
    LogLine line) {}
