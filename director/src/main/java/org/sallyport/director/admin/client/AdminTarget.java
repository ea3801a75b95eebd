package org.sallyport.director.admin.client;

import java.nio.file.Path;
import java.util.Optional;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;

/**
 * Where a director's admin listener is and how it is called.
 *
 * @param tls whether it speaks TLS
 * @param token needed for whatever changes something, and beyond loopback for everything
 * @param trust PEM file of the certificates that the listener's is verified against; empty: those
 *     that the JDK trusts
 */
public record AdminTarget(
    HostPort address, boolean tls, Optional<Secret> token, Optional<Path> trust) {

  String base() {
    return (tls ? "https://" : "http://") + address;
  }
}
