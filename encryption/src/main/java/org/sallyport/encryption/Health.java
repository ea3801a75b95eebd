package org.sallyport.encryption;

import org.sallyport.encryption.ignition.Vault;

/** Whether a server can serve. */
public sealed interface Health {
  /** It can. */
  record Ready() implements Health {}

  /** Its secrets are closed. */
  record Locked(Vault.State state) implements Health {}

  /**
   * Its store does not work.
   *
   * @param message for the administrator
   */
  record Unwell(String message) implements Health {}
}
