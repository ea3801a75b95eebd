package org.sallyport.director.settings;

import java.time.Duration;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;

/** How long each step may take. */
@Doc("How long each step may take.")
public record TimeoutSettings(
    @Doc("Finding a member that answers, all tries together.") @Default("5s") Duration connect,
    @Doc("A TLS handshake, or a ClientHello to arrive.") @Default("10s") Duration handshake,
    @Doc("A request head to arrive in full, from its first byte.") @Default("10s") Duration head,
    @Doc("Between two requests on a kept connection.") @Default("60s") Duration keepAlive,
    @Doc("A member to begin its answer once the request is sent.") @Default("60s")
        Duration response,
    @Doc("No byte in either direction of a connection or a body.") @Default("10m") Duration idle,
    @Doc("The first verdict on a pool that was never checked, before a client is refused.")
        @Default("3s")
        Duration firstCheck) {}
