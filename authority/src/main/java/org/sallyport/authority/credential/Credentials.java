package org.sallyport.authority.credential;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.authority.ledger.AuditTrail;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.user.UserName;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Transaction;

/** The credentials of all tenants. Every change is recorded in the audit trail. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Credentials {
  /** Credentials whose seeds are sealed with a key of the ignition material. */
  public Credentials(Secret ignition, CodePolicy policy, AuditTrail audit, InstantSource clock) {}

  /**
   * Adds one. {@code Unknown} where there is no such user; {@code Invalid} where the proof is
   * wrong, the seed is short or there are 32 already. Codes of the proof are used up.
   */
  public Change<Added> add(Transaction in, Caller caller, UserName user, NewCredential fresh) {
    throw new UnsupportedOperationException("not yet");
  }

  /** The user's, oldest first. */
  public List<Credential> of(Transaction in, String tenant, UserName user) {
    throw new UnsupportedOperationException("not yet");
  }

  /** One of the user's. */
  public Optional<Credential> find(Transaction in, String tenant, UserName user, String id) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Renames, enables or disables one. */
  public Change<Credential> edit(
      Transaction in,
      Caller caller,
      UserName user,
      String id,
      OptionalLong version,
      CredentialEdit edit) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Deletes one; the value is what was there. */
  public Change<Credential> delete(
      Transaction in, Caller caller, UserName user, String id, OptionalLong version) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Judges a code of one credential, enabled or not; a right one is used up. Locks nobody. */
  public Change<CodeCheck> test(
      Transaction in, Caller caller, UserName user, String id, String code) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Finds the device's clock or counter again by two consecutive codes, which are used up. {@code
   * Invalid} where they are not found.
   */
  public Change<Credential> resync(
      Transaction in, Caller caller, UserName user, String id, String first, String second) {
    throw new UnsupportedOperationException("not yet");
  }
}
