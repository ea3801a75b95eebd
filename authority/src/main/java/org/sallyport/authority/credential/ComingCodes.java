package org.sallyport.authority.credential;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.authority.user.UserName;
import org.sallyport.oath.CodeKind;
import org.sallyport.oath.CodeMaker;
import org.sallyport.oath.LocalCodes;
import org.sallyport.store.Transaction;

/** The codes that devices will show, for packages; and the codes that gateways have seen. */
public final class ComingCodes {
  /** Logins with an event-based credential that a package lasts for. */
  private static final int PRESSES = 10;

  private final Keyring keyring;
  private final CodePolicy policy;
  private final InstantSource clock;

  /** The codes of these credentials. */
  public ComingCodes(Credentials credentials, CodePolicy policy, InstantSource clock) {
    this.keyring = credentials.keyring();
    this.policy = policy;
    this.clock = clock;
  }

  /** What is needed to make codes, read in a transaction and used after it. */
  public static final class Sources {
    private final Map<UserName, List<Keyed>> byUser;

    private Sources(Map<UserName, List<Keyed>> byUser) {
      this.byUser = byUser;
    }

    /** Whether the user has an enabled credential. */
    public boolean has(UserName user) {
      return byUser.containsKey(user);
    }
  }

  /** Reads the enabled credentials of the users from one name to another. */
  public Sources read(Transaction in, String tenant, UserName first, UserName last) {
    var byUser = new LinkedHashMap<UserName, List<Keyed>>();
    for (var one : keyring.between(in, tenant, first, last)) {
      byUser.computeIfAbsent(one.about().user(), _ -> new ArrayList<>()).add(one);
    }
    return new Sources(byUser);
  }

  /** Makes a user's codes that have not been used, until a time. Takes about a microsecond each. */
  public List<LocalCodes> make(Sources sources, UserName user, Instant until) {
    var enabled = sources.byUser.getOrDefault(user, List.of());
    return Twins.furthest(keyring, enabled).stream().map(one -> make(one, until)).toList();
  }

  private LocalCodes make(Keyed one, Instant until) {
    var about = one.about();
    int digits = about.form().digits();
    try (var seed = keyring.open(one)) {
      var maker = new CodeMaker(seed, about.form());
      long next = one.lastFactor() + 1;
      if (about.kind() == CodeKind.HOTP) {
        var codes = maker.numbers(next, policy.lookAhead() + PRESSES);
        return new LocalCodes.Counted(about.id(), digits, next, codes);
      }
      long now = one.totp().step(clock.instant()) + about.drift() - policy.window();
      long first = Math.max(0, Math.max(next, now));
      long last = one.totp().step(until) + about.drift() + policy.window();
      int drift = Math.toIntExact(about.drift());
      var codes = maker.numbers(first, Math.clamp(last - first + 1, 0, LocalCodes.MOST_CODES));
      return new LocalCodes.Timed(about.id(), digits, about.period(), drift, first, codes);
    }
  }

  /**
   * Takes a code as used that a gateway accepted. One that lies further ahead than any device could
   * be is not believed: it would shut the credential out.
   *
   * @return whether the user has such a credential
   */
  public boolean seen(Transaction in, String tenant, UserName user, String id, long factor) {
    var held = keyring.hold(in, tenant, user, id);
    held.filter(one -> factor <= furthest(one))
        .ifPresent(one -> keyring.spend(in, tenant, one, factor, policy));
    return held.isPresent();
  }

  private long furthest(Keyed one) {
    return switch (one.about().kind()) {
      case TOTP ->
          one.totp().step(clock.instant().plus(Duration.ofMinutes(5))) + policy.resyncWindow();
      case HOTP -> one.lastFactor() + 1000;
    };
  }
}
