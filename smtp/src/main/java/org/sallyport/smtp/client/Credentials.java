package org.sallyport.smtp.client;

import java.util.function.Supplier;
import org.sallyport.kernel.Secret;

/**
 * Who logs in at a next hop.
 *
 * @param password read for each login; the reader closes it
 */
public record Credentials(String user, Supplier<Secret> password) {
  @Override
  public String toString() {
    return "Credentials[" + user + "]";
  }
}
