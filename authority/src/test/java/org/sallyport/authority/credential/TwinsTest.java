package org.sallyport.authority.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.authority.Domain;
import org.sallyport.authority.Policies;
import org.sallyport.authority.authentication.Attempt;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.continuity.PackageRequest;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.user.NewUser;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;
import org.sallyport.oath.CodeMaker;
import org.sallyport.oath.PackageKey;
import org.sallyport.oath.PackageSealing;
import org.sallyport.store.Store;
import org.sallyport.store.StoreSettings;
import org.sallyport.testkit.MutableClock;

/** A store of before has the same seed twice. */
class TwinsTest {
  private static final Secret IGNITION = Secret.ofText("an ignition key that is long enough");
  private static final Secret SEED = Secret.ofText("12345678901234567890");
  private static final Caller CALLER = new Caller("example", "gateway1");
  private static final UserName ANNA = UserName.of("anna").orElseThrow();

  @TempDir private Path folder;
  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T12:00:00Z"));
  private Store store;
  private Domain domain;
  private int keys;

  @BeforeEach
  void open() {
    var file = StoreSettings.file(folder.resolve("authority.db"));
    store = Store.open(file, Optional.empty(), Domain.SCHEMA);
    domain = Domain.open(store, IGNITION, Policies.USUAL, clock);
    var anna = new NewUser(ANNA, Optional.empty(), Optional.empty(), UserState.ACTIVE);
    store.write(in -> domain.users().create(in, CALLER, anna));
  }

  @AfterEach
  void close() {
    domain.close();
    store.close();
  }

  private void insert(String id, CodeKind kind, long lastFactor) {
    var about =
        new Credential(
            id,
            ANNA,
            id,
            kind,
            CodeForm.USUAL,
            30,
            CredentialState.ENABLED,
            0,
            Optional.empty(),
            clock.instant(),
            1);
    store.write(
        in -> {
          new Keyring(IGNITION, clock).insert(in, CALLER.tenant(), about, SEED, lastFactor);
          return true;
        });
  }

  private static String code(long factor) {
    return new CodeMaker(SEED, CodeForm.USUAL).code(factor);
  }

  private boolean accepted(String code) {
    var key = "key-0123456789-%04d".formatted(keys++);
    var attempt = new Attempt(ANNA, code, Optional.empty(), key);
    return domain.authentications().check(CALLER, attempt) instanceof Verdict.Accepted;
  }

  @Test
  void a_time_based_code_of_twins_is_used_once() {
    insert("c_1", CodeKind.TOTP, -1);
    insert("c_2", CodeKind.TOTP, -1);
    var shown = code(clock.instant().getEpochSecond() / 30);
    assertThat(accepted(shown)).isTrue();
    assertThat(accepted(shown)).isFalse();
    assertThat(accepted(shown)).isFalse();
  }

  @Test
  void codes_that_one_twin_has_long_left_behind_do_not_open_through_the_other() {
    insert("c_1", CodeKind.HOTP, 50);
    insert("c_2", CodeKind.HOTP, -1);
    assertThat(accepted(code(0))).isFalse();
    assertThat(accepted(code(50))).isFalse();
    assertThat(accepted(code(51))).isTrue();
    assertThat(accepted(code(51))).isFalse();
  }

  @Test
  void a_package_holds_one_of_them() {
    insert("c_1", CodeKind.HOTP, -1);
    insert("c_2", CodeKind.HOTP, 50);
    var gateway = PackageKey.generate();
    var request =
        new PackageRequest(gateway.publicKey(), Duration.ofHours(8), Optional.empty(), 10);
    var ids = new ArrayList<String>();
    for (var one : domain.packages().page(CALLER, request).packages()) {
      PackageSealing.open(one.sealed(), "anna", gateway)
          .orElseThrow()
          .codes()
          .forEach(codes -> ids.add(codes.credential()));
    }
    assertThat(ids).isEqualTo(List.of("c_2"));
  }
}
