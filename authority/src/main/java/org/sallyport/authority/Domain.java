package org.sallyport.authority;

import java.time.InstantSource;
import org.sallyport.authority.authentication.Answered;
import org.sallyport.authority.authentication.Authentications;
import org.sallyport.authority.continuity.Packages;
import org.sallyport.authority.continuity.Uses;
import org.sallyport.authority.credential.CodeJudge;
import org.sallyport.authority.credential.ComingCodes;
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
import org.sallyport.store.StoreException;

/**
 * All that an authority knows and decides, over one store. Interfaces ask it; it knows none of
 * them. Safe for use by any number of threads; several processes may share one PostgreSQL.
 */
public final class Domain implements AutoCloseable {
  /** The tables. */
  public static final Schema SCHEMA = new Schema("authority", "org/sallyport/authority/migrations");

  private final Store store;
  private final AuditTrail audit;
  private final Repetitions repetitions;
  private final Users users;
  private final Credentials credentials;
  private final TemporaryCodes temporaryCodes;
  private final Authentications authentications;
  private final Challenges challenges;
  private final Devices devices;
  private final FactorReader factors;
  private final Packages packages;
  private final Uses uses;
  private final Housekeeping housekeeping;

  private Domain(Store store, Secret ignition, Policies policies, InstantSource clock) {
    this.store = store;
    audit = new AuditTrail(clock);
    repetitions = new Repetitions(ignition, clock);
    users = new Users(audit, policies.lockOut(), clock);
    credentials = new Credentials(ignition, users, policies.codes(), audit, clock);
    temporaryCodes = new TemporaryCodes(ignition, users, audit, clock);
    var answered = new Answered(ignition, clock);
    var judge = new CodeJudge(credentials, temporaryCodes, policies.codes(), clock);
    authentications = new Authentications(store, users, judge, answered, clock);
    challenges = new Challenges(store, users, answered, clock);
    devices = new Devices(ignition, users, audit, clock);
    factors = new FactorReader(users, clock);
    var coming = new ComingCodes(credentials, policies.codes(), clock);
    packages = new Packages(store, users, coming, audit, clock);
    uses = new Uses(coming, audit, clock);
    housekeeping = new Housekeeping(store, policies, clock);
  }

  /**
   * Lights the domain: checks that the ignition key is the one that sealed the store, or seals a
   * new store with it.
   *
   * @param store opened with {@link #SCHEMA}; closed by who opened it, after this
   * @param ignition 32 octets or more that nobody can guess
   * @throws StoreException of kind {@code SEAL} when it is another key or a short one
   */
  public static Domain open(Store store, Secret ignition, Policies policies, InstantSource clock) {
    new Ignition(ignition).light(store);
    var domain = new Domain(store, ignition, policies, clock);
    domain.challenges.start();
    return domain;
  }

  /** Where all is kept; operations that take a transaction run inside its {@code write}. */
  public Store store() {
    return store;
  }

  /** Users. */
  public Users users() {
    return users;
  }

  /** Credentials. */
  public Credentials credentials() {
    return credentials;
  }

  /** Temporary codes. */
  public TemporaryCodes temporaryCodes() {
    return temporaryCodes;
  }

  /** Judges codes. */
  public Authentications authentications() {
    return authentications;
  }

  /** Challenges. */
  public Challenges challenges() {
    return challenges;
  }

  /** Devices. */
  public Devices devices() {
    return devices;
  }

  /** Which factors users have. */
  public FactorReader factors() {
    return factors;
  }

  /** Packages for gateways. */
  public Packages packages() {
    return packages;
  }

  /** What gateways accepted by themselves. */
  public Uses uses() {
    return uses;
  }

  /** Who changed what. */
  public AuditTrail audit() {
    return audit;
  }

  /** Repeated requests. */
  public Repetitions repetitions() {
    return repetitions;
  }

  /** Whether all works; writes a little. */
  public Health health() {
    try {
      store.probe();
      return new Health.Ready();
    } catch (StoreException failure) {
      return new Health.Unwell(failure.kind(), String.valueOf(failure.getMessage()));
    }
  }

  /** Forgets what need not be kept; to be called every few minutes by one or all processes. */
  public void clean() {
    housekeeping.clean();
  }

  /** Ends waiting requests. */
  @Override
  public void close() {
    challenges.close();
  }
}
