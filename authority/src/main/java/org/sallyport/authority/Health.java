package org.sallyport.authority;

import org.sallyport.store.StoreException;

/** Whether the authority can do its work. */
public sealed interface Health {
  /** It can read, write and unseal. */
  record Ready() implements Health {}

  /** It cannot; the message is for the log. */
  record Unwell(StoreException.Kind kind, String message) implements Health {}
}
