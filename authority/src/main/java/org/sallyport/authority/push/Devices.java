package org.sallyport.authority.push;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.sallyport.authority.ledger.AuditTrail;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.user.UserName;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Transaction;

/** People's devices: invited by an activation code, enrolled once, removed. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Devices {
  /** Devices whose changes are told to {@code audit}. */
  public Devices(Secret ignition, AuditTrail audit, InstantSource clock) {}

  /** Makes an activation code that lasts an hour. */
  public Change<Activation> invite(Transaction in, Caller caller, UserName user) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Enrols a device. {@code Unknown} for a code that is wrong, used or over; {@code Invalid} for a
   * key that is no Ed25519 key of 32 octets or a bad name.
   */
  public Change<Device> enrol(Transaction in, String activation, byte[] publicKey, String name) {
    throw new UnsupportedOperationException("not yet");
  }

  /** The device of that id, whichever tenant it belongs to: devices know no tenants. */
  public Optional<Device> find(Transaction in, String id) {
    throw new UnsupportedOperationException("not yet");
  }

  /** A user's devices, oldest first. */
  public List<Device> of(Transaction in, String tenant, UserName user) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Removes one; the value is what was there. */
  public Change<Device> remove(Transaction in, Caller caller, UserName user, String id) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Spends the nonce of a signed request; false when it was spent before.
   *
   * @param until when the request's time is too old to be taken anyhow
   */
  public boolean spend(Transaction in, String device, String nonce, Instant until) {
    throw new UnsupportedOperationException("not yet");
  }
}
