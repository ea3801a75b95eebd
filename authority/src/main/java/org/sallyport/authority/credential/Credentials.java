package org.sallyport.authority.credential;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.authority.ledger.AuditTrail;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.Users;
import org.sallyport.kernel.Ids;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.HashAlgorithm;
import org.sallyport.oath.ImportedCredential;
import org.sallyport.oath.Match;
import org.sallyport.oath.Totp;
import org.sallyport.store.Transaction;

/** The credentials of all tenants. Every change is recorded in the audit trail. */
public final class Credentials {
  /** The most that one user may have. */
  public static final int MOST = 32;

  private static final int LONGEST_NAME = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Keyring keyring;
  private final Users users;
  private final CodePolicy policy;
  private final AuditTrail audit;
  private final InstantSource clock;

  /** Credentials whose seeds are sealed with a key of the ignition material. */
  public Credentials(
      Secret ignition, Users users, CodePolicy policy, AuditTrail audit, InstantSource clock) {
    this.keyring = new Keyring(ignition, clock);
    this.users = users;
    this.policy = policy;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Adds one. {@code Unknown} where there is no such user; {@code Exists} where the user has the
   * seed already, whose codes would then count twice; {@code Invalid} where the proof is wrong, the
   * seed is short or there are 32 already. Codes of the proof are used up.
   */
  public Change<Added> add(Transaction in, Caller caller, UserName user, NewCredential fresh) {
    if (users.hold(in, caller.tenant(), user).isEmpty()) {
      return new Change.Unknown<>();
    }
    var present = keyring.of(in, caller.tenant(), user);
    if (fresh.seed().filter(seed -> Twins.has(keyring, present, seed)).isPresent()) {
      return new Change.Exists<>();
    }
    var fault = fault(fresh, present.size());
    if (fault.isPresent()) {
      return new Change.Invalid<>(fault.get());
    }
    var seed = fresh.seed().orElseGet(() -> newSeed(fresh.form().algorithm()));
    var about = about(user, fresh);
    var start = new Keyed(about, new byte[0], fresh.counter() - 1);
    var proved = Proof.of(start, seed, fresh.proof(), clock.instant(), policy);
    if (proved.isEmpty()) {
      return new Change.Invalid<>("the codes are not what this credential shows now");
    }
    var standing = proved.get();
    keyring.insert(in, caller.tenant(), standing.about(), seed, standing.lastFactor());
    audit.record(in, caller, "credential-added", user.text(), told(standing.about()));
    return new Change.Done<>(new Added(standing.about(), seed));
  }

  private Credential about(UserName user, NewCredential fresh) {
    return new Credential(
        Ids.next('c'),
        user,
        fresh.name().orElse(fresh.kind().word()),
        fresh.kind(),
        fresh.form(),
        fresh.period(),
        CredentialState.ENABLED,
        0,
        Optional.empty(),
        clock.instant(),
        1);
  }

  private static Optional<String> fault(NewCredential fresh, int count) {
    if (count >= MOST) {
      return Optional.of("a user has at most " + MOST + " credentials");
    }
    if (fresh.name().filter(name -> name.isBlank() || name.length() > LONGEST_NAME).isPresent()) {
      return Optional.of("a name has 1 to " + LONGEST_NAME + " characters");
    }
    if (fresh.proof().size() > 2) {
      return Optional.of("a proof has no, one or two codes");
    }
    try {
      new Totp(fresh.form(), fresh.period());
      // The counter of a device that was in use; beyond this it is a mistake.
      return fresh.counter() < 0 || fresh.counter() > 1L << 48
          ? Optional.of("a counter is zero or more")
          : fresh.seed().flatMap(Credentials::faultOfSeed);
    } catch (IllegalArgumentException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  private static Optional<String> faultOfSeed(Secret seed) {
    return seed.length() < ImportedCredential.LEAST_SEED || seed.length() > 128
        ? Optional.of("a seed has 16 to 128 octets (RFC 4226 section 4)")
        : Optional.empty();
  }

  private static Secret newSeed(HashAlgorithm algorithm) {
    var bytes = new byte[algorithm.seedLength()];
    RANDOM.nextBytes(bytes);
    try {
      return Secret.copyOf(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The user's, oldest first. */
  public List<Credential> of(Transaction in, String tenant, UserName user) {
    return keyring.of(in, tenant, user).stream().map(Keyed::about).toList();
  }

  /** One of the user's. */
  public Optional<Credential> find(Transaction in, String tenant, UserName user, String id) {
    return of(in, tenant, user).stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** Renames, enables or disables one. */
  public Change<Credential> edit(
      Transaction in,
      Caller caller,
      UserName user,
      String id,
      OptionalLong version,
      CredentialEdit edit) {
    if (edit.name().filter(name -> name.isBlank() || name.length() > LONGEST_NAME).isPresent()) {
      return new Change.Invalid<>("a name has 1 to " + LONGEST_NAME + " characters");
    }
    var held = held(in, caller, user, id, version);
    if (!(held instanceof Change.Done<Keyed>(var keyed))) {
      return without(held);
    }
    var before = keyed.about();
    var state = edit.state().orElse(before.state());
    keyring.edit(in, caller.tenant(), id, edit.name().orElse(before.name()), state);
    return done(in, caller, user, id, "credential-changed");
  }

  /** Deletes one; the value is what was there. */
  public Change<Credential> delete(
      Transaction in, Caller caller, UserName user, String id, OptionalLong version) {
    var held = held(in, caller, user, id, version);
    if (!(held instanceof Change.Done<Keyed>(var keyed))) {
      return without(held);
    }
    keyring.delete(in, caller.tenant(), id);
    audit.record(in, caller, "credential-deleted", user.text(), told(keyed.about()));
    return new Change.Done<>(keyed.about());
  }

  /** Judges a code of one credential, enabled or not; a right one is used up. Locks nobody. */
  public Change<CodeCheck> test(
      Transaction in, Caller caller, UserName user, String id, String code) {
    var held = held(in, caller, user, id, OptionalLong.empty());
    if (!(held instanceof Change.Done<Keyed>(var keyed))) {
      return without(held);
    }
    var check = check(in, caller, keyed, code);
    audit.record(in, caller, "credential-tested", user.text(), id + " " + check);
    return new Change.Done<>(check);
  }

  private CodeCheck check(Transaction in, Caller caller, Keyed keyed, String code) {
    try (var seed = keyring.open(keyed)) {
      return switch (keyed.find(seed, code, clock.instant(), policy)) {
        case Match.Fresh(long factor) ->
            keyring.spend(in, caller.tenant(), keyed, factor, policy)
                ? CodeCheck.RIGHT
                : CodeCheck.REPLAYED;
        case Match.Used _ -> CodeCheck.REPLAYED;
        case Match.None _ -> CodeCheck.WRONG;
      };
    }
  }

  /**
   * Finds the device's clock or counter again by two consecutive codes, which are used up. {@code
   * Invalid} where they are not found.
   */
  public Change<Credential> resync(
      Transaction in, Caller caller, UserName user, String id, String first, String second) {
    var held = held(in, caller, user, id, OptionalLong.empty());
    if (!(held instanceof Change.Done<Keyed>(var keyed))) {
      return without(held);
    }
    try (var seed = keyring.open(keyed)) {
      var found = Proof.consecutive(keyed, seed, first, second, clock.instant(), policy);
      if (found.isEmpty()
          || !keyring.spend(in, caller.tenant(), keyed, found.getAsLong(), policy)) {
        return new Change.Invalid<>("these are not two consecutive codes of this credential");
      }
    }
    return done(in, caller, user, id, "credential-resynchronised");
  }

  private Change<Keyed> held(
      Transaction in, Caller caller, UserName user, String id, OptionalLong version) {
    var held = keyring.hold(in, caller.tenant(), user, id);
    if (held.isEmpty()) {
      return new Change.Unknown<>();
    }
    long now = held.get().about().version();
    return version.isPresent() && version.getAsLong() != now
        ? new Change.Stale<>(now)
        : new Change.Done<>(held.get());
  }

  /** The same outcome for another value, of an outcome that has none. */
  private static <A, B> Change<B> without(Change<A> outcome) {
    return switch (outcome) {
      case Change.Done<A> _ -> throw new IllegalStateException("an outcome with a value");
      case Change.Unknown<A> _ -> new Change.Unknown<>();
      case Change.Exists<A> _ -> new Change.Exists<>();
      case Change.Stale<A>(long version) -> new Change.Stale<>(version);
      case Change.Invalid<A>(var message) -> new Change.Invalid<>(message);
    };
  }

  private Change<Credential> done(
      Transaction in, Caller caller, UserName user, String id, String action) {
    var after = find(in, caller.tenant(), user, id).orElseThrow();
    audit.record(in, caller, action, user.text(), told(after));
    return new Change.Done<>(after);
  }

  private static String told(Credential about) {
    CodeForm form = about.form();
    return about.id()
        + " "
        + about.kind().word()
        + " "
        + form.algorithm()
        + " "
        + form.digits()
        + " digits, "
        + Keyring.word(about.state())
        + ": "
        + about.name();
  }

  Keyring keyring() {
    return keyring;
  }
}
