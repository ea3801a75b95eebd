package org.sallyport.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.authority.authentication.Refusal;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.credential.Added;
import org.sallyport.authority.credential.CodeCheck;
import org.sallyport.authority.credential.Credential;
import org.sallyport.authority.credential.CredentialEdit;
import org.sallyport.authority.credential.IssuedCode;
import org.sallyport.authority.credential.NewCredential;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.user.UserName;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;
import org.sallyport.oath.CodeMaker;

class CredentialsTest {
  private static final Secret SEED = Secret.ofText("12345678901234567890");

  @TempDir private Path folder;
  private Scene scene;
  private UserName anna;

  @BeforeEach
  void open() {
    scene = Scene.in(folder);
    anna = scene.user("anna");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static NewCredential known(CodeKind kind, String... proof) {
    return new NewCredential(
        kind, Optional.of("phone"), Optional.of(SEED), CodeForm.USUAL, 30, 0, List.of(proof));
  }

  private static String shown(long factor) {
    return new CodeMaker(SEED, CodeForm.USUAL).code(factor);
  }

  private long step() {
    return scene.clock.instant().getEpochSecond() / 30;
  }

  private Change<Added> add(NewCredential fresh) {
    return scene.store.write(in -> scene.domain.credentials().add(in, Scene.CALLER, anna, fresh));
  }

  private Change<CodeCheck> test(Added device, String code) {
    var id = device.credential().id();
    return scene.store.write(
        in -> scene.domain.credentials().test(in, Scene.CALLER, anna, id, code));
  }

  private Change<Credential> resync(Added device, String first, String second) {
    var id = device.credential().id();
    return scene.store.write(
        in -> scene.domain.credentials().resync(in, Scene.CALLER, anna, id, first, second));
  }

  @Test
  void a_new_seed_is_as_long_as_the_hash_and_is_shown_once() {
    var added = scene.totp(anna);
    assertThat(added.seed().length()).isEqualTo(20);
    assertThat(added.credential().name()).isEqualTo("totp");
    assertThat(added.toString()).doesNotContain(added.seed().revealText());
    assertThat(scene.totp(anna, 8).seed().length()).isEqualTo(32);
  }

  @Test
  void a_user_has_a_seed_once() {
    Scene.done(add(known(CodeKind.HOTP)));
    assertThat(add(known(CodeKind.HOTP))).isInstanceOf(Change.Exists.class);
    assertThat(add(known(CodeKind.TOTP))).isInstanceOf(Change.Exists.class);
    var bert = scene.user("bert");
    scene.add(bert, known(CodeKind.HOTP));
    assertThat(scene.credentials(anna)).hasSize(1);
  }

  @Test
  void a_seed_is_nowhere_in_the_files() throws Exception {
    Scene.done(add(known(CodeKind.TOTP)));
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain("12345678901234567890");
      }
    }
  }

  @Test
  void a_seed_that_is_moved_to_another_row_does_not_open() {
    var first = scene.totp(anna);
    var second = scene.totp(anna);
    scene.store.write(
        in ->
            in.run(
                "UPDATE credentials SET seed = (SELECT seed FROM credentials WHERE id = ?)"
                    + " WHERE id = ?",
                first.credential().id(),
                second.credential().id()));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> scene.check(anna, scene.code(first)))
        .isInstanceOfSatisfying(
            org.sallyport.store.StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(org.sallyport.store.StoreException.Kind.SEAL));
  }

  @Test
  void one_code_proves_a_device_and_is_used_up() {
    var code = shown(step());
    Scene.done(add(known(CodeKind.TOTP, code)));
    assertThat(scene.check(anna, code))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, no -> assertThat(no.reason()).isEqualTo(Refusal.REPLAYED));
  }

  @Test
  void two_consecutive_codes_find_a_clock_that_is_far_off() {
    var added = Scene.done(add(known(CodeKind.TOTP, shown(step() + 15), shown(step() + 16))));
    assertThat(added.credential().drift()).isEqualTo(16);
    assertThat(scene.check(anna, shown(step() + 17))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void two_codes_find_the_counter() {
    Scene.done(add(known(CodeKind.HOTP, shown(20), shown(21))));
    assertThat(scene.check(anna, shown(22))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void a_wrong_proof_adds_nothing() {
    assertThat(add(known(CodeKind.TOTP, "000000"))).isInstanceOf(Change.Invalid.class);
    assertThat(add(known(CodeKind.TOTP, shown(step()), shown(step() + 2))))
        .isInstanceOf(Change.Invalid.class);
    assertThat(scene.credentials(anna)).isEmpty();
  }

  @Test
  void what_cannot_be_is_told() {
    var shortSeed =
        new NewCredential(
            CodeKind.TOTP,
            Optional.empty(),
            Optional.of(Secret.ofText("short")),
            CodeForm.USUAL,
            30,
            0,
            List.of());
    assertThat(add(shortSeed)).isInstanceOf(Change.Invalid.class);
    var period =
        new NewCredential(
            CodeKind.TOTP, Optional.empty(), Optional.empty(), CodeForm.USUAL, 1, 0, List.of());
    assertThat(add(period)).isInstanceOf(Change.Invalid.class);
    for (int i = 0; i < 32; i++) {
      scene.totp(anna);
    }
    assertThat(add(known(CodeKind.TOTP))).isInstanceOf(Change.Invalid.class);
    var nobody = UserName.of("nobody").orElseThrow();
    Change<Added> unknown =
        scene.store.write(
            in -> scene.domain.credentials().add(in, Scene.CALLER, nobody, known(CodeKind.TOTP)));
    assertThat(unknown).isInstanceOf(Change.Unknown.class);
  }

  @Test
  void a_test_judges_one_credential_and_uses_the_code_up() {
    var device = Scene.done(add(known(CodeKind.TOTP)));
    scene.totp(anna);
    assertThat(Scene.done(test(device, shown(step())))).isEqualTo(CodeCheck.RIGHT);
    assertThat(Scene.done(test(device, shown(step())))).isEqualTo(CodeCheck.REPLAYED);
    assertThat(Scene.done(test(device, shown(step() + 5)))).isEqualTo(CodeCheck.WRONG);
  }

  @Test
  void tests_lock_nobody() {
    var device = Scene.done(add(known(CodeKind.TOTP)));
    for (int i = 0; i < 10; i++) {
      test(device, "000000");
    }
    assertThat(scene.check(anna, shown(step()))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void a_lost_clock_is_found_by_two_consecutive_codes() {
    var device = Scene.done(add(known(CodeKind.TOTP)));
    assertThat(scene.check(anna, shown(step() - 18))).isInstanceOf(Verdict.Refused.class);
    var found = Scene.done(resync(device, shown(step() - 18), shown(step() - 17)));
    assertThat(found.drift()).isEqualTo(-17);
    assertThat(scene.check(anna, shown(step() - 17))).isInstanceOf(Verdict.Refused.class);
    scene.clock.advance(Duration.ofSeconds(30));
    assertThat(scene.check(anna, shown(step() - 17))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void codes_that_do_not_follow_each_other_resync_nothing() {
    var device = Scene.done(add(known(CodeKind.TOTP)));
    assertThat(resync(device, shown(step() - 17), shown(step() - 18)))
        .isInstanceOf(Change.Invalid.class);
    assertThat(resync(device, shown(step() - 18), shown(step() - 16)))
        .isInstanceOf(Change.Invalid.class);
    assertThat(resync(device, shown(step() - 30), shown(step() - 29)))
        .isInstanceOf(Change.Invalid.class);
  }

  @Test
  void a_resync_does_not_go_back_behind_a_used_code() {
    var device = Scene.done(add(known(CodeKind.HOTP)));
    assertThat(scene.check(anna, shown(9))).isInstanceOf(Verdict.Accepted.class);
    assertThat(resync(device, shown(3), shown(4))).isInstanceOf(Change.Invalid.class);
    Scene.done(resync(device, shown(25), shown(26)));
    assertThat(scene.check(anna, shown(27))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void a_credential_is_renamed_deleted_and_versioned() {
    var device = Scene.done(add(known(CodeKind.TOTP)));
    var id = device.credential().id();
    var rename = new CredentialEdit(Optional.of("old phone"), Optional.empty());
    Change<Credential> renamed =
        scene.store.write(
            in ->
                scene
                    .domain
                    .credentials()
                    .edit(in, Scene.CALLER, anna, id, OptionalLong.of(1), rename));
    assertThat(Scene.done(renamed).name()).isEqualTo("old phone");
    Change<Credential> stale =
        scene.store.write(
            in ->
                scene.domain.credentials().delete(in, Scene.CALLER, anna, id, OptionalLong.of(1)));
    assertThat(stale).isEqualTo(new Change.Stale<Credential>(2));
    var bert = scene.user("bert");
    Change<Credential> others =
        scene.store.write(
            in ->
                scene
                    .domain
                    .credentials()
                    .delete(in, Scene.CALLER, bert, id, OptionalLong.empty()));
    assertThat(others).isInstanceOf(Change.Unknown.class);
    Scene.done(
        scene.store.write(
            in ->
                scene.domain.credentials().delete(in, Scene.CALLER, anna, id, OptionalLong.of(2))));
    assertThat(scene.credentials(anna)).isEmpty();
  }

  private Change<IssuedCode> issue(Duration life, int uses) {
    return scene.store.write(
        in -> scene.domain.temporaryCodes().issue(in, Scene.CALLER, anna, life, uses));
  }

  @Test
  void a_temporary_code_counts_as_often_as_it_may() {
    var issued = Scene.done(issue(Duration.ofHours(1), 2));
    var code = issued.code().revealText();
    assertThat(code).hasSize(8).containsOnlyDigits();
    assertThat(scene.check(anna, code))
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            yes -> assertThat(yes.credential()).isEqualTo(issued.about().id()));
    assertThat(scene.check(anna, code)).isInstanceOf(Verdict.Accepted.class);
    assertThat(scene.check(anna, code)).isInstanceOf(Verdict.Refused.class);
    assertThat(scene.temporaryCodes(anna)).isEmpty();
  }

  @Test
  void a_temporary_code_ends_and_is_taken_back() {
    var ended = Scene.done(issue(Duration.ofHours(1), 1)).code().revealText();
    scene.clock.advance(Duration.ofHours(1));
    assertThat(scene.check(anna, ended)).isInstanceOf(Verdict.Refused.class);
    var back = Scene.done(issue(Duration.ofHours(1), 1)).code().revealText();
    Change<Integer> revoked =
        scene.store.write(in -> scene.domain.temporaryCodes().revoke(in, Scene.CALLER, anna));
    assertThat(Scene.done(revoked)).isEqualTo(2);
    assertThat(scene.check(anna, back)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void a_wrong_guess_of_a_temporary_code_counts() {
    var code = Scene.done(issue(Duration.ofHours(1), 1)).code().revealText();
    var wrong = code.equals("00000000") ? "00000001" : "00000000";
    for (int i = 0; i < 3; i++) {
      scene.check(anna, wrong);
    }
    assertThat(scene.check(anna, code))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, no -> assertThat(no.reason()).isEqualTo(Refusal.LOCKED));
  }

  @Test
  void a_temporary_code_of_no_time_or_no_uses_is_refused() {
    assertThat(issue(Duration.ofSeconds(1), 1)).isInstanceOf(Change.Invalid.class);
    assertThat(issue(Duration.ofDays(31), 1)).isInstanceOf(Change.Invalid.class);
    assertThat(issue(Duration.ofHours(1), 0)).isInstanceOf(Change.Invalid.class);
  }

  @Test
  void factors_tell_lengths_devices_and_locks() {
    assertThat(scene.factors(UserName.of("nobody").orElseThrow())).isEmpty();
    assertThat(scene.factors(anna).orElseThrow().codeLengths()).isEmpty();
    assertThat(scene.factors(anna).orElseThrow().enrolled()).isFalse();
    scene.totp(anna);
    Scene.done(issue(Duration.ofHours(1), 1));
    var factors = scene.factors(anna).orElseThrow();
    assertThat(factors.codeLengths()).containsExactlyInAnyOrder(6, 8);
    assertThat(factors.push()).isFalse();
    assertThat(factors.enrolled()).isTrue();
    assertThat(factors.locked()).isFalse();
  }
}
