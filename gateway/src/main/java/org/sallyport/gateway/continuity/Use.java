package org.sallyport.gateway.continuity;

import java.time.Instant;
import org.sallyport.oath.CodeKind;

/**
 * A code that was accepted here.
 *
 * @param factor its step or counter
 * @param reported whether the authority has heard of it
 */
record Use(
    String user, String credential, CodeKind kind, long factor, Instant at, boolean reported) {
  Use told() {
    return new Use(user, credential, kind, factor, at, true);
  }
}
