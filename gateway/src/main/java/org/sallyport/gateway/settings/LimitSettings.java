package org.sallyport.gateway.settings;

import java.time.Duration;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.Within;

/** The {@code limits} section of a server. */
@Doc("Limits of a server. What exceeds one is dropped and counted; the client sends it again.")
public record LimitSettings(
    @Doc("Requests in hand at the same time, pending pushes among them.")
        @Default("20000")
        @Range(min = 1, max = 1_000_000)
        int inFlight,
    @Doc("Requests in hand at the same time from one address.")
        @Default("20000")
        @Range(min = 1, max = 1_000_000)
        int inFlightPerClient,
    @Doc("How long an answer is kept for a client that asks again (RFC 5080 section 2.2.2).")
        @Default("30s")
        @Within(min = "1s", max = "5m")
        Duration remember) {}
