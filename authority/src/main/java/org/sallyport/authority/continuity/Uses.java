package org.sallyport.authority.continuity;

import java.time.InstantSource;
import java.util.List;
import org.sallyport.authority.credential.ComingCodes;
import org.sallyport.authority.ledger.AuditTrail;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.store.Transaction;

/** What gateways accepted while the authority was away. */
public final class Uses {
  private final ComingCodes codes;
  private final AuditTrail audit;
  private final InstantSource clock;

  /** Uses of these codes. */
  public Uses(ComingCodes codes, AuditTrail audit, InstantSource clock) {
    this.codes = codes;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Records uses, never refusing one: the login has happened. The codes are used up here too.
   *
   * @return how many named a credential that is known
   */
  public int record(Transaction in, Caller caller, List<Use> uses) {
    int known = 0;
    for (var use : uses) {
      boolean found = codes.seen(in, caller.tenant(), use.user(), use.credential(), use.factor());
      known += found ? 1 : 0;
      var detail =
          use.credential()
              + (found ? "" : " (unknown)")
              + " at "
              + use.at()
              + ", told at "
              + clock.instant();
      audit.record(in, caller, "accepted-in-continuity", use.user().text(), detail);
    }
    return known;
  }
}
