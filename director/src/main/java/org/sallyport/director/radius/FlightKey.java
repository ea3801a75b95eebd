package org.sallyport.director.radius;

import java.net.InetSocketAddress;

/**
 * What tells a client's requests apart as long as one is in flight (RFC 2865 section 3).
 *
 * @param client the address and port that it came from
 * @param identifier 0 to 255
 */
record FlightKey(InetSocketAddress client, int identifier) {}
