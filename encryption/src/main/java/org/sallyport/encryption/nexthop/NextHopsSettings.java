package org.sallyport.encryption.nexthop;

import java.util.Optional;
import org.sallyport.config.Doc;

/** The {@code next-hops} section. */
@Doc("Where mail goes from here.")
public record NextHopsSettings(
    @Doc("Our own mail servers: inbound mail, and answers from web mail.")
        Optional<NextHopSettings> inside,
    @Doc("The world: outbound mail, and reports to senders elsewhere.")
        Optional<NextHopSettings> outside) {}
