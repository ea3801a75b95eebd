package org.sallyport.authority.user;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.authority.ledger.AuditTrail;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.store.Transaction;

/** The users of all tenants. Every change is recorded in the audit trail. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Users {
  private final AuditTrail audit;
  private final InstantSource clock;

  /** Users whose changes are told to {@code audit}. */
  public Users(AuditTrail audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** Creates one; {@code Exists} where the name is taken. */
  public Change<User> create(Transaction in, Caller caller, NewUser user) {
    throw new UnsupportedOperationException("not yet");
  }

  /** The user of that name. */
  public Optional<User> find(Transaction in, String tenant, UserName name) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Users in the order of their names.
   *
   * @param text part of a name or of an external id; empty: all
   * @param after names after this one
   */
  public List<User> search(
      Transaction in, String tenant, String text, Optional<UserName> after, int limit) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Changes one.
   *
   * @param version what the change was meant for; empty: any
   */
  public Change<User> edit(
      Transaction in, Caller caller, UserName name, OptionalLong version, UserEdit edit) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Ends a lock and forgets wrong codes. */
  public Change<User> unlock(Transaction in, Caller caller, UserName name) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Asks for a PIN from now on; empty: for none.
   *
   * @param hash of {@link Pins#hash}, made before the transaction because it takes long
   */
  public Change<User> setPin(Transaction in, Caller caller, UserName name, Optional<String> hash) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Deletes one, with credentials, devices and codes. */
  public Change<User> delete(Transaction in, Caller caller, UserName name, OptionalLong version) {
    throw new UnsupportedOperationException("not yet");
  }
}
