package org.sallyport.authority.continuity;

import java.util.List;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.store.Transaction;

/** What gateways accepted while the authority was away. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Uses {
  /** Records uses, never refusing one; returns how many named a credential that is known. */
  public int record(Transaction in, Caller caller, List<Use> uses) {
    throw new UnsupportedOperationException("not yet");
  }
}
