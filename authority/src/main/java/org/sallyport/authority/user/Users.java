package org.sallyport.authority.user;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.authority.ledger.AuditTrail;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.store.Transaction;

/** The users of all tenants. Every change is recorded in the audit trail. */
public final class Users {
  private static final int LONGEST_TEXT = 256;

  private static final String INSERT =
      "INSERT INTO users (tenant, name, external_id, owner_cluster, state, wrong_codes, created,"
          + " version) VALUES (?,?,?,?,?,0,?,1) ON CONFLICT DO NOTHING";
  private static final String SELECT =
      "SELECT " + UserRow.COLUMNS + " FROM users WHERE tenant = ? AND name = ?";
  private static final String LOCK = SELECT + " ${for update}";
  private static final String PAGE =
      "SELECT "
          + UserRow.COLUMNS
          + " FROM users WHERE tenant = ? AND name > ? ORDER BY name LIMIT ?";
  private static final String SEARCH =
      "SELECT "
          + UserRow.COLUMNS
          + " FROM users WHERE tenant = ? AND name > ?"
          + " AND (name LIKE ? ESCAPE '!' OR lower(external_id) LIKE ? ESCAPE '!')"
          + " ORDER BY name LIMIT ?";
  private static final String EDIT =
      "UPDATE users SET external_id = ?, owner_cluster = ?, state = ?, version = version + 1"
          + " WHERE tenant = ? AND name = ?";
  private static final String UNLOCK =
      "UPDATE users SET wrong_codes = 0, locked_until = NULL, version = version + 1"
          + " WHERE tenant = ? AND name = ?";
  private static final String PIN =
      "UPDATE users SET pin = ?, version = version + 1 WHERE tenant = ? AND name = ?";
  private static final String DELETE = "DELETE FROM users WHERE tenant = ? AND name = ?";
  private static final String COUNT =
      "UPDATE users SET wrong_codes = ? WHERE tenant = ? AND name = ?";
  private static final String BAR =
      "UPDATE users SET wrong_codes = 0, locked_until = ?, version = version + 1"
          + " WHERE tenant = ? AND name = ?";

  private final AuditTrail audit;
  private final LockOut lockOut;
  private final InstantSource clock;

  /** Users whose changes are told to {@code audit}. */
  public Users(AuditTrail audit, LockOut lockOut, InstantSource clock) {
    this.audit = audit;
    this.lockOut = lockOut;
    this.clock = clock;
  }

  /** Creates one; {@code Exists} where the name is taken. */
  public Change<User> create(Transaction in, Caller caller, NewUser user) {
    if (tooLong(user.externalId()) || tooLong(user.ownerCluster())) {
      return new Change.Invalid<>("a text is longer than " + LONGEST_TEXT + " characters");
    }
    int made =
        in.run(
            INSERT,
            caller.tenant(),
            user.name().text(),
            user.externalId(),
            user.ownerCluster(),
            UserRow.word(user.state()),
            clock.instant());
    if (made == 0) {
      return new Change.Exists<>();
    }
    return done(in, caller, user.name(), "user-created");
  }

  /** The user of that name. */
  public Optional<User> find(Transaction in, String tenant, UserName name) {
    return in.first(SELECT, UserRow::user, tenant, name.text());
  }

  /** The user with what an authentication must know, to be read without holding it. */
  public Optional<Standing> look(Transaction in, String tenant, UserName name) {
    return in.first(SELECT, UserRow::standing, tenant, name.text());
  }

  /** The user, held against other transactions until this one ends. */
  public Optional<Standing> hold(Transaction in, String tenant, UserName name) {
    return in.first(LOCK, UserRow::standing, tenant, name.text());
  }

  /**
   * Users in the order of their names.
   *
   * @param text part of a name or of an external id; empty: all
   * @param after names after this one
   */
  public List<User> search(
      Transaction in, String tenant, String text, Optional<UserName> after, int limit) {
    var from = after.map(UserName::text).orElse("");
    if (text.isBlank()) {
      return in.all(PAGE, UserRow::user, tenant, from, limit);
    }
    var wanted = UserName.of(text);
    if (wanted.isEmpty()) {
      return List.of(); // no name holds what cannot be in one
    }
    var part = wanted.get().text();
    var like = "%" + part.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    return in.all(SEARCH, UserRow::user, tenant, from, like, like, limit);
  }

  /**
   * Changes one.
   *
   * @param version what the change was meant for; empty: any
   */
  public Change<User> edit(
      Transaction in, Caller caller, UserName name, OptionalLong version, UserEdit edit) {
    if (tooLong(edit.externalId()) || tooLong(edit.ownerCluster())) {
      return new Change.Invalid<>("a text is longer than " + LONGEST_TEXT + " characters");
    }
    var held = hold(in, caller.tenant(), name);
    if (held.isEmpty()) {
      return new Change.Unknown<>();
    }
    var before = held.get().user();
    if (version.isPresent() && version.getAsLong() != before.version()) {
      return new Change.Stale<>(before.version());
    }
    in.run(
        EDIT,
        UserRow.edited(edit.externalId(), before.externalId()),
        UserRow.edited(edit.ownerCluster(), before.ownerCluster()),
        UserRow.word(edit.state().orElse(before.state())),
        caller.tenant(),
        name.text());
    return done(in, caller, name, "user-changed");
  }

  /** Ends a lock and forgets wrong codes. */
  public Change<User> unlock(Transaction in, Caller caller, UserName name) {
    return in.run(UNLOCK, caller.tenant(), name.text()) == 0
        ? new Change.Unknown<>()
        : done(in, caller, name, "user-unlocked");
  }

  /**
   * Asks for a PIN from now on; empty: for none.
   *
   * @param hash of {@link Pins#hash}, made before the transaction because it takes long
   */
  public Change<User> setPin(Transaction in, Caller caller, UserName name, Optional<String> hash) {
    return in.run(PIN, hash, caller.tenant(), name.text()) == 0
        ? new Change.Unknown<>()
        : done(in, caller, name, hash.isPresent() ? "pin-set" : "pin-cleared");
  }

  /** Deletes one, with credentials, devices and codes. */
  public Change<User> delete(Transaction in, Caller caller, UserName name, OptionalLong version) {
    var held = hold(in, caller.tenant(), name);
    if (held.isEmpty()) {
      return new Change.Unknown<>();
    }
    var before = held.get().user();
    if (version.isPresent() && version.getAsLong() != before.version()) {
      return new Change.Stale<>(before.version());
    }
    in.run(DELETE, caller.tenant(), name.text());
    audit.record(in, caller, "user-deleted", name.text(), "");
    return new Change.Done<>(before);
  }

  /** Counts a wrong code against a held user, and locks with the last that is allowed. */
  public void wrongCode(Transaction in, Caller caller, Standing held) {
    var name = held.user().name().text();
    int wrong = held.wrongCodes() + 1;
    if (wrong < lockOut.wrongCodes()) {
      in.run(COUNT, wrong, caller.tenant(), name);
      return;
    }
    Instant until = clock.instant().plus(lockOut.duration());
    in.run(BAR, until, caller.tenant(), name);
    audit.record(
        in,
        caller,
        "user-locked",
        name,
        wrong
            + (wrong == 1 ? " wrong code" : " wrong codes")
            + "; until "
            + AuditTrail.text(until));
  }

  /** Forgets the wrong codes of a held user. */
  public void rightCode(Transaction in, Caller caller, Standing held) {
    if (held.wrongCodes() > 0) {
      in.run(COUNT, 0, caller.tenant(), held.user().name().text());
    }
  }

  private Change<User> done(Transaction in, Caller caller, UserName name, String action) {
    var user = find(in, caller.tenant(), name).orElseThrow();
    audit.record(in, caller, action, name.text(), UserRow.word(user.state()));
    return new Change.Done<>(user);
  }

  private static boolean tooLong(Optional<String> text) {
    return text.filter(given -> given.length() > LONGEST_TEXT).isPresent();
  }
}
