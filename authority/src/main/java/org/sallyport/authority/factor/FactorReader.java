package org.sallyport.authority.factor;

import java.time.InstantSource;
import java.util.Optional;
import org.sallyport.authority.user.UserName;
import org.sallyport.store.Transaction;

/** Reads which factors users have. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class FactorReader {
  /** A reader that knows the time, as locks and temporary codes end. */
  public FactorReader(InstantSource clock) {}

  /** A user's factors; empty for an unknown user. */
  public Optional<Factors> of(Transaction in, String tenant, UserName user) {
    throw new UnsupportedOperationException("not yet");
  }
}
