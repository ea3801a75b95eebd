package org.sallyport.encryption.administrator;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.ignition.VaultColumn;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/**
 * The administrators, and what changes them. Everything here is a transaction of its own, because a
 * password is hashed before it. Safe for use by several threads; blocks for as long as a hash
 * takes.
 *
 * <p>{@code actor} is who does it, as the audit trail says.
 */
public final class Administrators {
  /** The shortest password that somebody may choose, in characters. */
  public static final int LEAST = 12;

  /** The longest password that is looked at. */
  public static final int LONGEST = 256;

  private final Store store;
  private final Vault vault;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final VaultColumn seeds;
  private final Passwords passwords = new Passwords();
  private final ApiTokens tokens;
  private final WrongGuesses guesses;

  /** The administrators that a trail watches. */
  public Administrators(Store store, Vault vault, AuditTrail audit, InstantSource clock) {
    this.store = store;
    this.vault = vault;
    this.audit = audit;
    this.clock = clock;
    seeds = vault.column("administrators", "seed");
    tokens = new ApiTokens(store, vault, audit, clock);
    guesses = new WrongGuesses(store, clock);
  }

  /** What looks at passwords. */
  Passwords passwords() {
    return passwords;
  }

  /** Their API tokens. */
  public ApiTokens tokens() {
    return tokens;
  }

  /** How they sign in. */
  public AdministratorAccounts accounts(Vault vault) {
    return new AdministratorAccounts(
        store, vault, passwords, new Codes(store, seeds, clock), tokens, guesses);
  }

  /** All, by name. */
  public List<Administrator> all() {
    return store.read(
        in ->
            in.all(
                "SELECT name, role, enabled, created, signed_in FROM administrators ORDER BY name",
                Kept::about));
  }

  /** One of them. */
  public Optional<Administrator> find(AdministratorName name) {
    return store.read(in -> Kept.find(in, name)).map(Kept::about);
  }

  /**
   * Makes one, with a random password and a second factor.
   *
   * @return what to hand over, to be closed; empty where there is one of that name
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public Optional<NewCredentials> create(
      String actor, AdministratorName name, AdministratorRole role) {
    return handed(
        NewCredentials.random(name),
        (in, hash, seed) -> {
          int made =
              in.run(
                  "INSERT INTO administrators (name, role, enabled, password, seed, last_step,"
                      + " credentials, created) VALUES (?, ?, 1, ?, ?, -1, 0, ?)"
                      + " ON CONFLICT DO NOTHING",
                  name.text(),
                  role.word(),
                  hash,
                  seed,
                  clock.instant());
          return recorded(in, made, actor, "administrator-created", name, role.word());
        });
  }

  /**
   * Gives another random password and second factor; sessions are over, and API tokens too, since
   * whoever had the former ones may have made some.
   *
   * @return what to hand over, to be closed; empty where there is nobody of that name
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public Optional<NewCredentials> renew(String actor, AdministratorName name) {
    return handed(
        NewCredentials.random(name),
        (in, hash, seed) -> {
          int made =
              in.run(
                  "UPDATE administrators SET password = ?, seed = ?, last_step = -1,"
                      + " credentials = credentials + 1 WHERE name = ?",
                  hash,
                  seed,
                  name.text());
          tokens.revokeAll(in, actor, name);
          return recorded(in, made, actor, "administrator-credentials-renewed", name, "");
        });
  }

  private interface Keeping {
    boolean keep(Transaction in, String hash, byte[] seed);
  }

  private Optional<NewCredentials> handed(NewCredentials fresh, Keeping keeping) {
    var seed = seeds.seal(fresh.seed(), fresh.name().text());
    var hash = passwords.hash(fresh.password());
    if (store.write(in -> keeping.keep(in, hash, seed))) {
      return Optional.of(fresh);
    }
    fresh.close();
    return Optional.empty();
  }

  /** Another role. False where there is nobody of that name. */
  public boolean assign(String actor, AdministratorName name, AdministratorRole role) {
    return store.write(
        in ->
            recorded(
                in,
                in.run(
                    "UPDATE administrators SET role = ? WHERE name = ?", role.word(), name.text()),
                actor,
                "administrator-role",
                name,
                role.word()));
  }

  /** Keeps somebody out, or lets in again. False where there is nobody of that name. */
  public boolean enable(String actor, AdministratorName name, boolean enabled) {
    return store.write(
        in ->
            recorded(
                in,
                in.run(
                    "UPDATE administrators SET enabled = ? WHERE name = ?", enabled, name.text()),
                actor,
                enabled ? "administrator-enabled" : "administrator-disabled",
                name,
                ""));
  }

  /** Removes one with its tokens. False where there is nobody of that name. */
  public boolean remove(String actor, AdministratorName name) {
    return store.write(
        in ->
            recorded(
                in,
                in.run("DELETE FROM administrators WHERE name = ?", name.text()),
                actor,
                "administrator-removed",
                name,
                ""));
  }

  /** What becomes of a password that somebody wants to change. */
  public sealed interface Changed {
    /** It is the new one; other sessions are over. */
    record Done() implements Changed {}

    /** The present one is wrong. */
    record Wrong() implements Changed {}

    /** Too many were wrong. */
    record Locked(Duration time) implements Changed {}

    /** Too many passwords are looked at just now. */
    record Busy(Duration time) implements Changed {}

    /** The new one is shorter or longer than allowed. */
    record Unfit() implements Changed {}
  }

  /**
   * Changes one's own password; API tokens stay.
   *
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public Changed changePassword(
      String actor, AdministratorName name, Secret present, Secret next, InetAddress from) {
    vault.needOpen();
    if (next.length() < LEAST || next.length() > LONGEST) {
      return new Changed.Unfit();
    }
    var shut = guesses.begin(name.text(), from);
    if (shut.isPresent()) {
      return new Changed.Locked(shut.get());
    }
    var kept = store.read(in -> Kept.find(in, name));
    if (kept.isEmpty()) {
      return new Changed.Wrong();
    }
    return switch (passwords.look(present, kept.get().password())) {
      case WRONG -> new Changed.Wrong();
      case BUSY -> {
        guesses.unseen(name.text(), from);
        yield new Changed.Busy(Passwords.PAUSE);
      }
      case RIGHT -> {
        guesses.right(name.text(), from);
        yield changed(actor, kept.get(), next);
      }
    };
  }

  private Changed changed(String actor, Kept kept, Secret next) {
    var name = kept.about().name();
    var hash = passwords.hash(next);
    return store.write(
            in ->
                recorded(
                    in,
                    in.run(
                        "UPDATE administrators SET password = ?, credentials = credentials + 1"
                            + " WHERE name = ? AND credentials = ?",
                        hash,
                        name.text(),
                        kept.credentials()),
                    actor,
                    "administrator-password",
                    name,
                    ""))
        ? new Changed.Done()
        : new Changed.Wrong();
  }

  private boolean recorded(
      Transaction in,
      int changed,
      String actor,
      String action,
      AdministratorName name,
      String detail) {
    if (changed == 0) {
      return false;
    }
    audit.record(in, actor, action, name.text(), detail);
    return true;
  }
}
