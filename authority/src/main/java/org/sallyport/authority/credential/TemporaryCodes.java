package org.sallyport.authority.credential;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.sallyport.authority.ledger.AuditTrail;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.user.UserName;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Transaction;

/** Codes that stand in for a lost device, for a time and a number of uses. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class TemporaryCodes {
  /** Codes that are sealed with a key of the ignition material. */
  public TemporaryCodes(Secret ignition, AuditTrail audit, InstantSource clock) {}

  /**
   * Issues one of eight digits.
   *
   * @param life one minute to 30 days
   * @param uses 1 to 100
   */
  public Change<IssuedCode> issue(
      Transaction in, Caller caller, UserName user, Duration life, int uses) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Those that still count. */
  public List<TemporaryCode> of(Transaction in, String tenant, UserName user) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Takes all of a user's back; the value is how many there were. */
  public Change<Integer> revoke(Transaction in, Caller caller, UserName user) {
    throw new UnsupportedOperationException("not yet");
  }
}
