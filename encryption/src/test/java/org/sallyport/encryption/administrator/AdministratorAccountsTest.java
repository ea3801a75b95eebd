package org.sallyport.encryption.administrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.audit.AuditEntry;
import org.sallyport.encryption.ignition.LockedException;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.Totp;
import org.sallyport.web.session.Accounts.SignedIn;
import org.sallyport.web.session.Principal;

@ParameterizedClass
@EnumSource
class AdministratorAccountsTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("198.51.100.7");
  private static final AdministratorName ADA = new AdministratorName("ada");

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir private Path folder;
  private TestDomain test;
  private Administrators administrators;
  private AdministratorAccounts accounts;
  private NewCredentials handed;

  @BeforeEach
  void open() {
    test = stores.open(folder);
    administrators = test.domain.administrators();
    accounts = administrators.accounts(test.domain.vault());
    handed = create(ADA, AdministratorRole.KEY_MANAGER);
  }

  @AfterEach
  void close() {
    handed.close();
    test.close();
  }

  private NewCredentials create(AdministratorName name, AdministratorRole role) {
    return administrators.create("test", name, role).orElseThrow();
  }

  private String code() {
    return new Totp(CodeForm.USUAL, Codes.PERIOD).code(handed.seed(), test.clock.instant());
  }

  private SignedIn signIn(String name, String password, String code, InetAddress from) {
    try (var secret = Secret.ofText(password)) {
      return accounts.signIn(name, secret, code, from);
    }
  }

  private SignedIn right() {
    return signIn("Ada", handed.password().revealText(), code(), HERE);
  }

  @Test
  void nobody_waits_for_long_and_what_was_not_looked_at_is_no_guess() {
    administrators.passwords().occupy();
    for (int i = 0; i <= WrongGuesses.FROM_ONE; i++) {
      assertThat(assertTimeout(Duration.ofSeconds(20), this::right))
          .isEqualTo(new SignedIn.Busy(Passwords.PAUSE));
    }
    try (var present = Secret.ofText("x");
        var next = Secret.ofText("a password of my own")) {
      assertThat(administrators.changePassword("test", ADA, present, next, HERE))
          .isInstanceOf(Administrators.Changed.Busy.class);
    }
  }

  private Principal principal() {
    return ((SignedIn.In) right()).principal();
  }

  private void wrong(int times, InetAddress from) {
    for (int i = 0; i < times; i++) {
      signIn("ada", "wrong", "000000", from);
    }
  }

  @Test
  void password_and_code_sign_in_with_what_the_role_allows() {
    var who = principal();

    assertThat(who.name()).isEqualTo("ada");
    assertThat(who.full()).isFalse();
    assertThat(who.may(Permission.KEYS)).isTrue();
    assertThat(who.may(Permission.POLICIES)).isFalse();
    assertThat(accounts.now(who)).contains(who);
    assertThat(administrators.find(ADA).orElseThrow().signedIn()).contains(test.clock.instant());
  }

  @Test
  void each_role_allows_what_it_is_for() {
    assertThat(AdministratorRole.FULL.may(Permission.ADMINISTRATORS)).isTrue();
    assertThat(AdministratorRole.SERVICE_DESK.permissions())
        .isEqualTo(Set.of(Permission.READ, Permission.CONSUMERS));
    assertThat(AdministratorRole.READ_ONLY.permissions()).isEqualTo(Set.of(Permission.READ));
    assertThat(AdministratorRole.named("key-manager")).contains(AdministratorRole.KEY_MANAGER);
  }

  @Test
  void a_code_is_used_once() {
    var code = code();
    assertThat(signIn("ada", handed.password().revealText(), code, HERE))
        .isInstanceOf(SignedIn.In.class);
    assertThat(signIn("ada", handed.password().revealText(), code, HERE))
        .isInstanceOf(SignedIn.Refused.class);
    test.clock.advance(Duration.ofSeconds(30));
    assertThat(right()).isInstanceOf(SignedIn.In.class);
  }

  @Test
  void nothing_of_it_may_be_wrong() {
    var password = handed.password().revealText();

    assertThat(signIn("ada", password, "", HERE)).isInstanceOf(SignedIn.Refused.class);
    assertThat(signIn("ada", "", code(), HERE)).isInstanceOf(SignedIn.Refused.class);
    assertThat(signIn("bob", password, code(), HERE)).isInstanceOf(SignedIn.Refused.class);
    assertThat(signIn("a b", password, code(), HERE)).isInstanceOf(SignedIn.Refused.class);
  }

  @Test
  void five_wrong_ones_from_a_network_close_the_name_there_and_not_elsewhere() {
    wrong(WrongGuesses.FROM_ONE, HERE);

    assertThat(right()).isEqualTo(new SignedIn.Locked(WrongGuesses.KEPT));
    assertThat(signIn("ada", handed.password().revealText(), code(), THERE))
        .isInstanceOf(SignedIn.In.class);
    test.clock.advance(WrongGuesses.KEPT);
    assertThat(right()).isInstanceOf(SignedIn.In.class);
  }

  @Test
  void a_name_that_nobody_has_is_closed_like_any_other() {
    for (int i = 0; i < WrongGuesses.FROM_ONE; i++) {
      assertThat(signIn("nobody", "x", "", HERE)).isInstanceOf(SignedIn.Refused.class);
    }
    assertThat(signIn("nobody", "x", "", HERE)).isInstanceOf(SignedIn.Locked.class);
  }

  @Test
  void guesses_from_everywhere_close_the_name_everywhere() {
    for (int i = 0; i < WrongGuesses.FROM_ALL; i++) {
      var from = InetAddress.ofLiteral("203.0.113." + i);
      assertThat(new WrongGuesses(test.store, test.clock).begin("ada", from)).isEmpty();
    }
    assertThat(right()).isInstanceOf(SignedIn.Locked.class);
  }

  @Test
  void of_many_guesses_at_once_no_more_than_the_limit_are_looked_at() {
    var guesses = new WrongGuesses(test.store, test.clock);
    var looked =
        IntStream.range(0, 4 * WrongGuesses.FROM_ONE)
            .parallel()
            .mapToObj(_ -> guesses.begin("ada", HERE))
            .filter(Optional::isEmpty)
            .count();

    assertThat(looked).isEqualTo(WrongGuesses.FROM_ONE);
    test.clock.advance(Duration.ofMinutes(10));
    assertThat(guesses.begin("ada", HERE)).contains(Duration.ofMinutes(5));
    test.clock.advance(Duration.ofMinutes(5));
    assertThat(guesses.begin("ada", HERE)).isEmpty();
  }

  @Test
  void whoever_is_right_starts_anew() {
    wrong(WrongGuesses.FROM_ONE - 1, HERE);
    assertThat(right()).isInstanceOf(SignedIn.In.class);
    wrong(WrongGuesses.FROM_ONE - 1, HERE);
    test.clock.advance(Duration.ofSeconds(30));
    assertThat(right()).isInstanceOf(SignedIn.In.class);
  }

  @Test
  void another_role_counts_for_open_sessions_too() {
    var who = principal();
    administrators.assign("test", ADA, AdministratorRole.READ_ONLY);
    assertThat(accounts.now(who).orElseThrow().may(Permission.KEYS)).isFalse();
  }

  @Test
  void whoever_is_disabled_removed_or_renewed_is_out() {
    var who = principal();
    administrators.enable("test", ADA, false);
    assertThat(accounts.now(who)).isEmpty();
    test.clock.advance(Duration.ofSeconds(30));
    assertThat(right()).isInstanceOf(SignedIn.Refused.class);

    administrators.enable("test", ADA, true);
    assertThat(accounts.now(who)).isPresent();
    administrators.renew("test", ADA).orElseThrow().close();
    assertThat(accounts.now(who)).isEmpty();
    administrators.remove("test", ADA);
    assertThat(administrators.all()).isEmpty();
  }

  @Test
  void ones_own_password_is_changed_by_whoever_knows_the_present_one() {
    var who = principal();
    try (var wrong = Secret.ofText("not the present one");
        var next = Secret.ofText("a password of my own");
        var brief = Secret.ofText("eleven char")) {
      assertThat(administrators.changePassword("ada", ADA, wrong, next, HERE))
          .isInstanceOf(Administrators.Changed.Wrong.class);
      assertThat(administrators.changePassword("ada", ADA, handed.password(), brief, HERE))
          .isInstanceOf(Administrators.Changed.Unfit.class);
      assertThat(administrators.changePassword("ada", ADA, handed.password(), next, HERE))
          .isInstanceOf(Administrators.Changed.Done.class);
    }
    assertThat(accounts.now(who)).isEmpty();
    test.clock.advance(Duration.ofSeconds(30));
    assertThat(signIn("ada", "a password of my own", code(), HERE)).isInstanceOf(SignedIn.In.class);
  }

  @Test
  void a_token_stands_for_its_administrator_until_it_is_revoked() {
    var issued = administrators.tokens().issue("ada", ADA, "nightly report").orElseThrow();
    var token = issued.secret().revealText();

    assertThat(accounts.holder(token).orElseThrow().name()).isEqualTo("ada");
    var other = token.substring(0, 46) + (token.endsWith("A") ? "E" : "A");
    assertThat(accounts.holder(other)).isEmpty();
    assertThat(administrators.tokens().of(ADA))
        .singleElement()
        .satisfies(one -> assertThat(one.used()).contains(test.clock.instant()));
    administrators.enable("test", ADA, false);
    assertThat(accounts.holder(token)).isEmpty();
    administrators.enable("test", ADA, true);
    assertThat(administrators.tokens().revoke("ada", ADA, issued.id())).isTrue();
    assertThat(accounts.holder(token)).isEmpty();
    assertThat(administrators.tokens().issue("x", new AdministratorName("nobody"), "y")).isEmpty();
  }

  @Test
  void other_credentials_end_api_tokens_and_another_password_does_not() {
    var issued = administrators.tokens().issue("ada", ADA, "nightly report").orElseThrow();
    var token = issued.secret().revealText();

    try (var next = Secret.ofText("a password of my own")) {
      administrators.changePassword("ada", ADA, handed.password(), next, HERE);
    }
    assertThat(accounts.holder(token)).isPresent();
    administrators.renew("bob", ADA).orElseThrow().close();

    assertThat(accounts.holder(token)).isEmpty();
    assertThat(administrators.tokens().of(ADA)).isEmpty();
    assertThat(audited())
        .extracting(AuditEntry::action)
        .startsWith("administrator-credentials-renewed", "api-tokens-revoked");
  }

  @Test
  void a_token_does_not_change_what_its_owner_signs_in_by() {
    var issued = administrators.tokens().issue("ada", ADA, "nightly report").orElseThrow();

    assertThat(principal().may(Permission.ACCOUNT)).isTrue();
    assertThat(accounts.holder(issued.secret().revealText()).orElseThrow().may(Permission.ACCOUNT))
        .isFalse();
  }

  @Test
  void while_the_vault_is_locked_no_account_changes() {
    test.domain.vault().close();

    assertThatThrownBy(() -> administrators.tokens().issue("ada", ADA, "for later"))
        .isInstanceOf(LockedException.class);
    try (var next = Secret.ofText("a password of my own")) {
      assertThatThrownBy(
              () -> administrators.changePassword("ada", ADA, handed.password(), next, HERE))
          .isInstanceOf(LockedException.class);
    }
    assertThat(administrators.tokens().of(ADA)).isEmpty();
  }

  @Test
  void while_the_vault_is_locked_a_password_unlocks_and_does_nothing_else() {
    create(new AdministratorName("rob"), AdministratorRole.READ_ONLY).close();
    var password = handed.password().revealText();
    test.domain.vault().close();

    var signedIn = (SignedIn.In) signIn("ada", password, "", HERE);
    assertThat(signedIn.principal().permissions()).isEqualTo(Set.of(Permission.UNLOCK));
    assertThat(accounts.now(signedIn.principal())).contains(signedIn.principal());
    assertThatThrownBy(
            () -> administrators.create("x", new AdministratorName("eve"), AdministratorRole.FULL))
        .isInstanceOf(LockedException.class);

    test.light();
    assertThat(accounts.now(signedIn.principal())).isEmpty();
    assertThat(right()).isInstanceOf(SignedIn.In.class);
  }

  @Test
  void what_is_changed_is_in_the_audit_trail() {
    administrators.assign("bob from 192.0.2.1 (API)", ADA, AdministratorRole.FULL);
    assertThat(administrators.create("test", ADA, AdministratorRole.FULL)).isEmpty();

    var entries = audited();
    assertThat(entries)
        .extracting(AuditEntry::action)
        .containsExactly("administrator-role", "administrator-created");
    assertThat(entries.getFirst().actor()).isEqualTo("bob from 192.0.2.1 (API)");
  }

  private List<AuditEntry> audited() {
    return test.store.read(
        in -> test.domain.audit().entries(in, Optional.of("ada"), OptionalLong.empty(), 10));
  }
}
