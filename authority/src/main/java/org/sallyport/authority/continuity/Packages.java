package org.sallyport.authority.continuity;

import org.sallyport.authority.ledger.Caller;

/** Makes packages for gateways. Safe for use by several threads; takes long, blocks. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Packages {
  Packages() {}

  /** A page of packages, of active users with enabled credentials, in the order of their names. */
  public PackagePage page(Caller caller, PackageRequest request) {
    throw new UnsupportedOperationException("not yet");
  }
}
