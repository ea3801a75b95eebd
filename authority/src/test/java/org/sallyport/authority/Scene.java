package org.sallyport.authority;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.authority.authentication.Attempt;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.credential.Added;
import org.sallyport.authority.credential.CodePolicy;
import org.sallyport.authority.credential.Credential;
import org.sallyport.authority.credential.NewCredential;
import org.sallyport.authority.credential.TemporaryCode;
import org.sallyport.authority.factor.Factors;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.user.LockOut;
import org.sallyport.authority.user.NewUser;
import org.sallyport.authority.user.User;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;
import org.sallyport.oath.CodeMaker;
import org.sallyport.oath.HashAlgorithm;
import org.sallyport.store.Store;
import org.sallyport.store.StoreSettings;
import org.sallyport.testkit.MutableClock;

/** An authority over a store of its own, at noon of a day. */
final class Scene implements AutoCloseable {
  static final Secret IGNITION = Secret.ofText("an ignition key that is long enough for tests");
  static final Caller CALLER = new Caller("example", "gateway1");
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final Policies POLICIES =
      new Policies(
          new LockOut(3, Duration.ofMinutes(15)),
          CodePolicy.USUAL,
          Duration.ofHours(1),
          Duration.ofDays(400));

  private static final AtomicInteger KEYS = new AtomicInteger();

  final MutableClock clock = new MutableClock(NOON);
  final Store store;
  final Domain domain;

  private Scene(Store store, Policies policies) {
    this.store = store;
    this.domain = Domain.open(store, IGNITION, policies, clock);
  }

  static Scene in(Path folder) {
    return in(folder, POLICIES);
  }

  static Scene in(Path folder, Policies policies) {
    return over(StoreSettings.file(folder.resolve("authority.db")), Optional.empty(), policies);
  }

  static Scene over(StoreSettings settings, Optional<Secret> password, Policies policies) {
    return new Scene(Store.open(settings, password, Domain.SCHEMA), policies);
  }

  static String key() {
    return "key-%012d".formatted(KEYS.incrementAndGet());
  }

  static <T> T done(Change<T> change) {
    if (change instanceof Change.Done<T>(var value)) {
      return value;
    }
    throw new AssertionError("expected it to be done: " + change);
  }

  UserName user(String name) {
    var user =
        new NewUser(
            UserName.of(name).orElseThrow(), Optional.empty(), Optional.empty(), UserState.ACTIVE);
    return done(store.write(in -> domain.users().create(in, CALLER, user))).name();
  }

  User read(UserName name) {
    return store.read(in -> domain.users().find(in, CALLER.tenant(), name)).orElseThrow();
  }

  List<Credential> credentials(UserName user) {
    return store.read(in -> domain.credentials().of(in, CALLER.tenant(), user));
  }

  List<TemporaryCode> temporaryCodes(UserName user) {
    return store.read(in -> domain.temporaryCodes().of(in, CALLER.tenant(), user));
  }

  Optional<Factors> factors(UserName user) {
    return store.read(in -> domain.factors().of(in, CALLER.tenant(), user));
  }

  static NewCredential fresh(CodeKind kind) {
    return new NewCredential(
        kind, Optional.empty(), Optional.empty(), CodeForm.USUAL, 30, 0, List.of());
  }

  Added add(UserName user, NewCredential fresh) {
    return done(store.write(in -> domain.credentials().add(in, CALLER, user, fresh)));
  }

  Added totp(UserName user) {
    return add(user, fresh(CodeKind.TOTP));
  }

  Added hotp(UserName user) {
    return add(user, fresh(CodeKind.HOTP));
  }

  Added totp(UserName user, int digits) {
    return add(
        user,
        new NewCredential(
            CodeKind.TOTP,
            Optional.empty(),
            Optional.empty(),
            new CodeForm(HashAlgorithm.SHA256, digits),
            30,
            0,
            List.of()));
  }

  /** What the device shows, some steps from now. */
  String code(Added device, long steps) {
    return new CodeMaker(device.seed(), device.credential().form())
        .code(clock.instant().getEpochSecond() / 30 + steps);
  }

  String code(Added device) {
    return code(device, 0);
  }

  static String code(Added device, CodeKind kind, long counter) {
    return new CodeMaker(device.seed(), device.credential().form()).code(counter);
  }

  /** A code of that length that no device shows near now. */
  String wrong(Added... devices) {
    for (int number = 0; ; number++) {
      var code = "%06d".formatted(number);
      boolean shown = false;
      for (var device : devices) {
        for (int step = -30; step <= 30; step++) {
          shown |= code(device, step).equals(code);
        }
      }
      if (!shown) {
        return code;
      }
    }
  }

  Verdict check(UserName user, String code) {
    return check(user, code, key());
  }

  Verdict check(UserName user, String code, String key) {
    return domain.authentications().check(CALLER, new Attempt(user, code, Optional.empty(), key));
  }

  @Override
  public void close() {
    domain.close();
    store.close();
  }
}
