package org.sallyport.encryption.administrator;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Store;
import org.sallyport.web.session.Accounts;
import org.sallyport.web.session.Principal;

/**
 * Lets administrators sign in: with password and code, while the vault is locked with the password
 * alone and then for unlocking only.
 */
public final class AdministratorAccounts implements Accounts {
  private static final String LOCKED = "locked/";

  private final Store store;
  private final Vault vault;
  private final Passwords passwords;
  private final Codes codes;
  private final ApiTokens tokens;
  private final WrongGuesses guesses;

  AdministratorAccounts(
      Store store,
      Vault vault,
      Passwords passwords,
      Codes codes,
      ApiTokens tokens,
      WrongGuesses guesses) {
    this.store = store;
    this.vault = vault;
    this.passwords = passwords;
    this.codes = codes;
    this.tokens = tokens;
    this.guesses = guesses;
  }

  @Override
  public SignedIn signIn(String typed, Secret password, String code, InetAddress from) {
    var name = AdministratorName.of(typed);
    if (name.isEmpty() || password.length() > Administrators.LONGEST) {
      return new SignedIn.Refused();
    }
    var shut = guesses.begin(name.get().text(), from);
    if (shut.isPresent()) {
      return new SignedIn.Locked(shut.get());
    }
    var kept = store.read(in -> Kept.find(in, name.get())).filter(one -> one.about().enabled());
    var look =
        kept.isPresent()
            ? passwords.look(password, kept.get().password())
            : passwords.pretend(password);
    if (look == Passwords.Look.BUSY) {
      guesses.unseen(name.get().text(), from);
      return new SignedIn.Busy(Passwords.PAUSE);
    }
    var principal =
        kept.filter(_ -> look == Passwords.Look.RIGHT).flatMap(one -> admitted(one, code));
    if (principal.isEmpty()) {
      return new SignedIn.Refused();
    }
    guesses.right(name.get().text(), from);
    return new SignedIn.In(principal.get());
  }

  private Optional<Principal> admitted(Kept kept, String code) {
    if (!vault.isOpen()) {
      return unlocking(kept);
    }
    return codes.spend(kept, code) ? Optional.of(principal(kept)) : Optional.empty();
  }

  /** No code was looked at, so nothing is allowed but what needs the ignition passphrase anyway. */
  private static Optional<Principal> unlocking(Kept kept) {
    return kept.about().role().may(Permission.UNLOCK)
        ? Optional.of(
            new Principal(
                kept.about().name().text(),
                false,
                Set.of(Permission.UNLOCK),
                LOCKED + kept.credentials()))
        : Optional.empty();
  }

  /** Who showed password and code. */
  private static Principal principal(Kept kept) {
    var all = new HashSet<>(kept.about().role().permissions());
    all.add(Permission.ACCOUNT);
    return principal(kept, all);
  }

  /**
   * Whose token was shown: it acts for its owner and does not change what its owner signs in by.
   */
  private static Principal byToken(Kept kept) {
    return principal(kept, kept.about().role().permissions());
  }

  private static Principal principal(Kept kept, Set<String> permissions) {
    return new Principal(
        kept.about().name().text(),
        kept.about().role() == AdministratorRole.FULL,
        permissions,
        Long.toString(kept.credentials()));
  }

  @Override
  public Optional<Principal> holder(String token) {
    return tokens
        .holder(token)
        .filter(one -> one.about().enabled())
        .map(AdministratorAccounts::byToken);
  }

  @Override
  public Optional<Principal> now(Principal principal) {
    var kept =
        store
            .read(in -> Kept.find(in, new AdministratorName(principal.name())))
            .filter(one -> one.about().enabled());
    boolean unlocking = principal.stamp().startsWith(LOCKED);
    if (unlocking && vault.isOpen()) {
      return Optional.empty();
    }
    return (unlocking
            ? kept.flatMap(AdministratorAccounts::unlocking)
            : kept.map(AdministratorAccounts::principal))
        .filter(now -> now.stamp().equals(principal.stamp()));
  }
}
