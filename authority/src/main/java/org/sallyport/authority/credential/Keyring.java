package org.sallyport.authority.credential;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.authority.user.UserName;
import org.sallyport.kernel.Secret;
import org.sallyport.store.SealedColumn;
import org.sallyport.store.Transaction;

/** The rows of credentials, and the one place where seeds are sealed and unsealed. */
final class Keyring {
  private static final String INSERT =
      "INSERT INTO credentials (id, tenant, user_name, name, kind, state, algorithm, digits,"
          + " period, seed, last_factor, drift, created, version) VALUES"
          + " (?,?,?,?,?,?,?,?,?,?,?,?,?,1)";
  private static final String OF =
      "SELECT "
          + Keyed.COLUMNS
          + " FROM credentials WHERE tenant = ? AND user_name = ? ORDER BY created, id";
  private static final String ONE =
      "SELECT "
          + Keyed.COLUMNS
          + " FROM credentials WHERE id = ? AND tenant = ? AND user_name = ? ${for update}";
  private static final String BETWEEN =
      "SELECT "
          + Keyed.COLUMNS
          + " FROM credentials WHERE tenant = ? AND user_name >= ? AND user_name <= ?"
          + " AND state = 'enabled' ORDER BY user_name, created, id";
  private static final String SPEND =
      "UPDATE credentials SET last_factor = ?, drift = ?, last_used = ?"
          + " WHERE id = ? AND tenant = ? AND last_factor < ?";
  private static final String EDIT =
      "UPDATE credentials SET name = ?, state = ?, version = version + 1"
          + " WHERE id = ? AND tenant = ?";
  private static final String DELETE = "DELETE FROM credentials WHERE id = ? AND tenant = ?";

  private final SealedColumn seeds;
  private final InstantSource clock;

  Keyring(Secret ignition, InstantSource clock) {
    this.seeds = SealedColumn.derive(ignition, "credentials", "seed");
    this.clock = clock;
  }

  /** The seed, to be closed at once after use. */
  Secret open(Keyed one) {
    return seeds.open(one.seed(), one.about().id());
  }

  List<Keyed> of(Transaction in, String tenant, UserName user) {
    return in.all(OF, Keyed::read, tenant, user.text());
  }

  /** One of the user's, held until the transaction ends. */
  Optional<Keyed> hold(Transaction in, String tenant, UserName user, String id) {
    return in.first(ONE, Keyed::read, id, tenant, user.text());
  }

  List<Keyed> between(Transaction in, String tenant, UserName first, UserName last) {
    return in.all(BETWEEN, Keyed::read, tenant, first.text(), last.text());
  }

  void insert(Transaction in, String tenant, Credential about, Secret seed, long lastFactor) {
    in.run(
        INSERT,
        about.id(),
        tenant,
        about.user().text(),
        about.name(),
        about.kind().word(),
        word(about.state()),
        about.form().algorithm().name(),
        about.form().digits(),
        about.period(),
        seeds.seal(seed, about.id()),
        lastFactor,
        about.drift(),
        about.created());
  }

  /** Uses a factor up; false when it was used in between. */
  boolean spend(Transaction in, String tenant, Keyed one, long factor, CodePolicy policy) {
    Instant now = clock.instant();
    long far = policy.resyncWindow();
    long drift = Math.clamp(one.drift(factor, now), -far, far);
    return in.run(SPEND, factor, drift, now, one.about().id(), tenant, factor) == 1;
  }

  void edit(Transaction in, String tenant, String id, String name, CredentialState state) {
    in.run(EDIT, name, word(state), id, tenant);
  }

  void delete(Transaction in, String tenant, String id) {
    in.run(DELETE, id, tenant);
  }

  static String word(CredentialState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
