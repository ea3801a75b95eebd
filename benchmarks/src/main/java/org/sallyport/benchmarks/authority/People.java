package org.sallyport.benchmarks.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.sallyport.authority.Domain;
import org.sallyport.authority.authentication.Attempt;
import org.sallyport.authority.credential.NewCredential;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.user.NewUser;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;
import org.sallyport.oath.Hotp;
import org.sallyport.store.Transaction;

/**
 * Users in turn, each with the code that their device shows next. Event-based, so that nobody has
 * to wait for the next half minute. Safe for use by several threads.
 */
final class People {
  static final Caller CALLER = new Caller("benchmark", "gateway");

  private static final Hotp DEVICE = new Hotp(CodeForm.USUAL);
  private static final Secret SEED = Secret.ofText("12345678901234567890");
  private static final int AT_ONCE = 500;

  private final List<UserName> names;
  private final AtomicLongArray counters;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger keys = new AtomicInteger();

  private People(List<UserName> names) {
    this.names = names;
    this.counters = new AtomicLongArray(names.size());
  }

  static People make(Domain domain, int count) {
    var names = new ArrayList<UserName>();
    for (int first = 0; first < count; first += AT_ONCE) {
      var some = new ArrayList<UserName>();
      for (int i = first; i < Math.min(count, first + AT_ONCE); i++) {
        some.add(new UserName("user" + i));
      }
      domain.store().write(in -> add(domain, in, some));
      names.addAll(some);
    }
    return new People(names);
  }

  private static int add(Domain domain, Transaction in, List<UserName> names) {
    for (var name : names) {
      var user = new NewUser(name, Optional.empty(), Optional.empty(), UserState.ACTIVE);
      domain.users().create(in, CALLER, user);
      var device =
          new NewCredential(
              CodeKind.HOTP, Optional.empty(), Optional.of(SEED), CodeForm.USUAL, 30, 0, List.of());
      domain.credentials().add(in, CALLER, name, device);
    }
    return names.size();
  }

  List<Attempt> attempts(int count) {
    var attempts = new ArrayList<Attempt>(count);
    for (int i = 0; i < count; i++) {
      int who = Math.floorMod(turn.getAndIncrement(), names.size());
      var code = DEVICE.code(SEED, counters.getAndIncrement(who));
      var key = "benchmark-%012d".formatted(keys.getAndIncrement());
      attempts.add(new Attempt(names.get(who), code, Optional.empty(), key));
    }
    return attempts;
  }
}
