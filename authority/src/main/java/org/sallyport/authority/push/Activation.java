package org.sallyport.authority.push;

import java.time.Instant;

/**
 * A code with which one device is enrolled, once: the only time it is shown.
 *
 * @param code {@code XXXX-XXXX-XXXX}
 */
public record Activation(String code, Instant expires) {
  /** When it ends, and no code. */
  @Override
  public String toString() {
    return "Activation[expires=" + expires + "]";
  }
}
