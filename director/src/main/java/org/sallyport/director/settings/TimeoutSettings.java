package org.sallyport.director.settings;

import java.time.Duration;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Within;

/** How long each step may take. */
@Doc("How long each step may take.")
public record TimeoutSettings(
    @Doc("Finding a member that answers, all tries together.")
        @Default("5s")
        @Within(min = "1ms", max = "10m")
        Duration connect,
    @Doc("A TLS handshake, or a ClientHello to arrive.")
        @Default("10s")
        @Within(min = "1ms", max = "10m")
        Duration handshake,
    @Doc("A request head to arrive in full, from its first byte.")
        @Default("10s")
        @Within(min = "1ms", max = "10m")
        Duration head,
    @Doc("Between two requests on a kept connection.")
        @Default("60s")
        @Within(min = "1ms", max = "1d")
        Duration keepAlive,
    @Doc("A member to begin its answer once the request is sent.")
        @Default("60s")
        @Within(min = "1ms", max = "1d")
        Duration response,
    @Doc("No byte in either direction of a connection or a body.")
        @Default("10m")
        @Within(min = "1ms", max = "30d")
        Duration idle,
    @Doc("The first verdict on a pool that was never checked, before a client is refused.")
        @Default("3s")
        @Within(min = "0s", max = "5m")
        Duration firstCheck) {}
