package org.sallyport.oath;

import java.util.Optional;
import org.sallyport.kernel.Secret;

/**
 * A credential as a file delivers it.
 *
 * @param serial the device's number, or the key's id
 * @param user whom the file names as its holder
 * @param name what to call it
 * @param period seconds of a step; 30 where the file says nothing
 * @param counter the next counter of an event-based one; 0 for others
 */
public record ImportedCredential(
    String serial,
    Optional<String> user,
    Optional<String> name,
    CodeKind kind,
    CodeForm form,
    int period,
    long counter,
    Secret seed) {
  /** The shortest seed that is taken, in octets (RFC 4226 section 4, R6: 128 bits). */
  public static final int LEAST_SEED = 16;

  /** Refuses short seeds and what codes cannot be made of. */
  public ImportedCredential {
    if (seed.length() < LEAST_SEED || seed.length() > 128) {
      throw new IllegalArgumentException(
          "a seed of " + seed.length() + " octets, expected 16 to 128 (RFC 4226 section 4)");
    }
    new Totp(form, period);
    if (counter < 0) {
      throw new IllegalArgumentException("a counter is zero or more, not " + counter);
    }
  }
}
