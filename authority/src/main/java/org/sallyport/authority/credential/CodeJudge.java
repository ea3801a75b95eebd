package org.sallyport.authority.credential;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.authority.user.UserName;
import org.sallyport.oath.Match;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;

/**
 * Finds out which of a user's credentials made a code. The user must be held, so that no other
 * transaction judges the same user's codes.
 */
public final class CodeJudge {
  private final Keyring keyring;
  private final TemporaryCodes temporary;
  private final CodePolicy policy;
  private final InstantSource clock;

  /** A judge of the codes that these two make. */
  public CodeJudge(
      Credentials credentials, TemporaryCodes temporary, CodePolicy policy, InstantSource clock) {
    this.keyring = credentials.keyring();
    this.temporary = temporary;
    this.policy = policy;
    this.clock = clock;
  }

  /** Judges a code. */
  public Judgement judge(Transaction in, String tenant, UserName user, String code) {
    var enabled =
        Twins.furthest(
            keyring, keyring.of(in, tenant, user).stream().filter(Keyed::enabled).toList());
    var fitting = enabled.stream().filter(one -> one.about().form().digits() == code.length());
    var tried = tried(in, tenant, fitting.toList(), code);
    if (tried.replayed) {
      // Whatever else makes the same code by chance: it has been seen, so it proves nothing.
      return new Judgement.Replayed();
    }
    if (tried.right.isPresent()) {
      return tried.right.get();
    }
    // Temporary codes are rare, so they are looked for only where no device made the code.
    var standIns = temporary.valid(in, tenant, user);
    try {
      return standIns.stream()
          .filter(one -> one.matches(code))
          .findFirst()
          .<Judgement>map(one -> new Judgement.Right(one.id(), () -> temporary.spend(in, one)))
          .orElseGet(() -> no(tried, enabled, standIns, code));
    } finally {
      standIns.forEach(one -> one.code().close());
    }
  }

  private static Judgement no(
      Tried tried, List<Keyed> enabled, List<StandIn> standIns, String code) {
    if (enabled.isEmpty() && standIns.isEmpty()) {
      return new Judgement.NoCredential();
    }
    return tried.any || standIns.stream().anyMatch(one -> one.digits() == code.length())
        ? new Judgement.Wrong()
        : new Judgement.NoSuchLength();
  }

  private Tried tried(Transaction in, String tenant, List<Keyed> fitting, String code) {
    var right = new ArrayList<Judgement.Right>(1);
    boolean replayed = false;
    for (var one : fitting) {
      switch (find(one, code)) {
        case Match.Fresh(long factor) ->
            right.add(new Judgement.Right(one.about().id(), () -> spend(in, tenant, one, factor)));
        case Match.Used _ -> replayed = true;
        case Match.None _ -> {}
      }
    }
    return new Tried(right.stream().findFirst(), replayed, !fitting.isEmpty());
  }

  private Match find(Keyed one, String code) {
    try (var seed = keyring.open(one)) {
      return one.find(seed, code, clock.instant(), policy);
    }
  }

  private void spend(Transaction in, String tenant, Keyed one, long factor) {
    if (!keyring.spend(in, tenant, one, factor, policy)) {
      throw new StoreException(
          StoreException.Kind.BUSY, "a code was used by two transactions at once");
    }
  }

  private record Tried(Optional<Judgement.Right> right, boolean replayed, boolean any) {}
}
