package org.sallyport.authority.credential;

import java.util.List;
import java.util.Optional;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;

/**
 * A credential to add.
 *
 * @param name what to call it; empty: its kind
 * @param seed what the device has already; empty: the authority makes one
 * @param counter the next counter of an event-based one
 * @param proof no, one or two consecutive codes that the device shows now
 */
public record NewCredential(
    CodeKind kind,
    Optional<String> name,
    Optional<Secret> seed,
    CodeForm form,
    int period,
    long counter,
    List<String> proof) {
  /** Copies the list. */
  public NewCredential {
    proof = List.copyOf(proof);
  }
}
