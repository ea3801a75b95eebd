package org.sallyport.gateway.radius;

import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;

/**
 * A RADIUS server that checks passwords for this gateway.
 *
 * @param name the key of its entry
 * @param secret shared with it
 */
record PasswordServer(String name, HostPort address, Secret secret) {}
