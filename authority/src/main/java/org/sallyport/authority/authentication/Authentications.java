package org.sallyport.authority.authentication;

import java.util.List;
import org.sallyport.authority.ledger.Caller;

/** Judges codes. Safe for use by any number of threads; blocks on the store and on PINs. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Authentications {
  Authentications() {}

  /**
   * Judges attempts in one transaction, at most 256; the verdicts are in the same order and durable
   * when they are returned.
   */
  public List<Verdict> check(Caller caller, List<Attempt> attempts) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Judges one attempt. */
  public Verdict check(Caller caller, Attempt attempt) {
    return check(caller, List.of(attempt)).getFirst();
  }
}
