package org.sallyport.encryption.webmail;

import java.time.Instant;
import org.sallyport.encryption.consumer.Address;

/**
 * Somebody who is signed in, for one click.
 *
 * @param account {@code w_…}
 * @param session what the store calls the session; no secret
 * @param csrf the session's secret that forms carry: it is put into pages, and nowhere else
 * @param language that they have chosen; empty: none
 * @param until when the session ends at the latest
 */
public record Visitor(
    String account, Address address, String session, String csrf, String language, Instant until) {
  @Override
  public String toString() {
    return "Visitor[" + account + "]";
  }
}
