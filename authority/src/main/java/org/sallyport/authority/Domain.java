package org.sallyport.authority;

import java.time.InstantSource;
import org.sallyport.authority.authentication.Authentications;
import org.sallyport.authority.continuity.Packages;
import org.sallyport.authority.continuity.Uses;
import org.sallyport.authority.credential.Credentials;
import org.sallyport.authority.credential.TemporaryCodes;
import org.sallyport.authority.factor.FactorReader;
import org.sallyport.authority.ledger.AuditTrail;
import org.sallyport.authority.ledger.Repetitions;
import org.sallyport.authority.push.Challenges;
import org.sallyport.authority.push.Devices;
import org.sallyport.authority.user.Users;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Schema;
import org.sallyport.store.Store;

/**
 * All that an authority knows and decides, over one store. Interfaces ask it; it knows none of
 * them. Safe for use by any number of threads; several processes may share one PostgreSQL.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Domain implements AutoCloseable {
  /** The tables. */
  public static final Schema SCHEMA = new Schema("authority", "org/sallyport/authority/migrations");

  private Domain() {}

  /**
   * Lights the domain: checks that the ignition key is the one that sealed the store, or seals a
   * new store with it.
   *
   * @param store opened with {@link #SCHEMA}; closed by who opened it, after this
   * @param ignition 32 octets or more that nobody can guess
   * @throws org.sallyport.store.StoreException of kind {@code SEAL} when it is another key
   */
  public static Domain open(Store store, Secret ignition, Policies policies, InstantSource clock) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Where all is kept; operations that take a transaction run inside its {@code write}. */
  public Store store() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Users. */
  public Users users() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Credentials. */
  public Credentials credentials() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Temporary codes. */
  public TemporaryCodes temporaryCodes() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Judges codes. */
  public Authentications authentications() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Challenges. */
  public Challenges challenges() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Devices. */
  public Devices devices() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Which factors users have. */
  public FactorReader factors() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Packages for gateways. */
  public Packages packages() {
    throw new UnsupportedOperationException("not yet");
  }

  /** What gateways accepted by themselves. */
  public Uses uses() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Who changed what. */
  public AuditTrail audit() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Repeated requests. */
  public Repetitions repetitions() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Whether all works; writes a little. */
  public Health health() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Forgets what need not be kept; to be called every few minutes by one or all processes. */
  public void clean() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Ends waiting requests. */
  @Override
  public void close() {
    throw new UnsupportedOperationException("not yet");
  }
}
