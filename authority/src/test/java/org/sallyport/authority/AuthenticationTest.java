package org.sallyport.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.authority.authentication.Attempt;
import org.sallyport.authority.authentication.Refusal;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.credential.CredentialEdit;
import org.sallyport.authority.credential.CredentialState;
import org.sallyport.authority.user.UserEdit;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.oath.CodeKind;

class AuthenticationTest {
  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = Scene.in(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static void refused(Verdict verdict, Refusal reason) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  private static void accepted(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void a_code_is_accepted_and_names_its_credential() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    assertThat(scene.check(anna, scene.code(device)))
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            yes -> {
              assertThat(yes.credential()).isEqualTo(device.credential().id());
              assertThat(yes.id()).startsWith("a_");
            });
  }

  @Test
  void a_code_is_used_once() {
    var anna = scene.user("anna");
    var code = scene.code(scene.totp(anna));
    accepted(scene.check(anna, code));
    refused(scene.check(anna, code), Refusal.REPLAYED);
  }

  @Test
  void the_code_before_a_used_one_is_a_replay_too() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    accepted(scene.check(anna, scene.code(device)));
    refused(scene.check(anna, scene.code(device, -1)), Refusal.REPLAYED);
    accepted(scene.check(anna, scene.code(device, 1)));
  }

  @Test
  void the_same_code_from_fifty_threads_is_accepted_once() throws Exception {
    var anna = scene.user("anna");
    var code = scene.code(scene.totp(anna));
    var verdicts = together(50, () -> scene.check(anna, code));
    assertThat(verdicts).filteredOn(Verdict.Accepted.class::isInstance).hasSize(1);
    assertThat(verdicts)
        .filteredOn(Verdict.Refused.class::isInstance)
        .hasSize(49)
        .allSatisfy(verdict -> refused(verdict, Refusal.REPLAYED));
  }

  @Test
  void the_same_key_from_fifty_threads_has_one_answer() throws Exception {
    var anna = scene.user("anna");
    var code = scene.code(scene.totp(anna));
    var key = Scene.key();
    var verdicts = together(50, () -> scene.check(anna, code, key));
    assertThat(verdicts).hasSize(50).containsOnly(verdicts.getFirst());
    accepted(verdicts.getFirst());
  }

  @Test
  void a_repeated_request_is_answered_as_the_first_time() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    var key = Scene.key();
    var first = scene.check(anna, scene.code(device), key);
    var wrong = Scene.key();
    var no = scene.check(anna, scene.wrong(device), wrong);
    assertThat(scene.check(anna, scene.code(device), key)).isEqualTo(first);
    assertThat(scene.check(anna, scene.wrong(device), wrong)).isEqualTo(no);
  }

  @Test
  void a_key_belongs_to_one_request() {
    var anna = scene.user("anna");
    var bert = scene.user("bert");
    var device = scene.totp(anna);
    scene.totp(bert);
    var key = Scene.key();
    accepted(scene.check(anna, scene.code(device), key));
    assertThat(scene.check(anna, scene.code(device, 1), key)).isInstanceOf(Verdict.Mismatch.class);
    assertThat(scene.check(bert, "123456", key)).isInstanceOf(Verdict.Mismatch.class);
  }

  @Test
  void a_wrong_code_repeated_with_its_key_counts_once() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    var key = Scene.key();
    for (int i = 0; i < 10; i++) {
      refused(scene.check(anna, scene.wrong(device), key), Refusal.WRONG_CODE);
    }
    accepted(scene.check(anna, scene.code(device)));
  }

  @Test
  void a_wrong_code_counts_once_however_many_credentials_there_are() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    var other = scene.totp(anna);
    scene.hotp(anna);
    refused(scene.check(anna, scene.wrong(device, other)), Refusal.WRONG_CODE);
    refused(scene.check(anna, scene.wrong(device, other)), Refusal.WRONG_CODE);
    accepted(scene.check(anna, scene.code(device)));
  }

  @Test
  void three_wrong_codes_lock_and_the_lock_releases_itself() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    for (int i = 0; i < 3; i++) {
      refused(scene.check(anna, scene.wrong(device)), Refusal.WRONG_CODE);
    }
    refused(scene.check(anna, scene.code(device)), Refusal.LOCKED);
    assertThat(scene.read(anna).lockedUntil()).contains(Scene.NOON.plus(Duration.ofMinutes(15)));
    scene.clock.advance(Duration.ofMinutes(15));
    refused(scene.check(anna, scene.wrong(device)), Refusal.WRONG_CODE);
    accepted(scene.check(anna, scene.code(device)));
  }

  @Test
  void a_right_code_forgets_the_wrong_ones() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    for (int round = 0; round < 3; round++) {
      refused(scene.check(anna, scene.wrong(device)), Refusal.WRONG_CODE);
      refused(scene.check(anna, scene.wrong(device)), Refusal.WRONG_CODE);
      accepted(scene.check(anna, scene.code(device)));
      scene.clock.advance(Duration.ofSeconds(30));
    }
  }

  @Test
  void an_administrator_unlocks() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    for (int i = 0; i < 3; i++) {
      scene.check(anna, scene.wrong(device));
    }
    Scene.done(scene.store.write(in -> scene.domain.users().unlock(in, Scene.CALLER, anna)));
    accepted(scene.check(anna, scene.code(device)));
  }

  @Test
  void guesses_from_many_threads_count_each() throws Exception {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    var wrong = scene.wrong(device);
    var verdicts = together(20, () -> scene.check(anna, wrong));
    assertThat(verdicts)
        .filteredOn(v -> v instanceof Verdict.Refused r && r.reason() == Refusal.WRONG_CODE)
        .hasSize(3);
    refused(scene.check(anna, scene.code(device)), Refusal.LOCKED);
  }

  @Test
  void a_code_of_a_length_that_nothing_makes_is_wrong_and_does_not_count() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    for (int i = 0; i < 5; i++) {
      refused(scene.check(anna, "12345678"), Refusal.WRONG_CODE);
      refused(scene.check(anna, ""), Refusal.WRONG_CODE);
      refused(scene.check(anna, "not a code at all"), Refusal.WRONG_CODE);
    }
    accepted(scene.check(anna, scene.code(device)));
  }

  @Test
  void a_replay_does_not_count() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    var code = scene.code(device);
    accepted(scene.check(anna, code));
    for (int i = 0; i < 5; i++) {
      refused(scene.check(anna, code), Refusal.REPLAYED);
    }
    accepted(scene.check(anna, scene.code(device, 1)));
  }

  @Test
  void a_device_that_runs_ahead_is_followed() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    for (int ahead = 1; ahead <= 6; ahead++) {
      accepted(scene.check(anna, scene.code(device, ahead)));
      scene.clock.advance(Duration.ofSeconds(30));
    }
    refused(scene.check(anna, scene.code(device, 5)), Refusal.REPLAYED);
    refused(scene.check(anna, scene.code(device, 9)), Refusal.WRONG_CODE);
    refused(scene.check(anna, scene.code(device)), Refusal.WRONG_CODE);
    var drift =
        scene
            .store
            .read(in -> scene.domain.credentials().of(in, "example", anna))
            .getFirst()
            .drift();
    assertThat(drift).isEqualTo(6);
  }

  @Test
  void event_based_codes_may_skip_and_never_go_back() {
    var anna = scene.user("anna");
    var device = scene.hotp(anna);
    accepted(scene.check(anna, Scene.code(device, CodeKind.HOTP, 0)));
    accepted(scene.check(anna, Scene.code(device, CodeKind.HOTP, 7)));
    refused(scene.check(anna, Scene.code(device, CodeKind.HOTP, 6)), Refusal.REPLAYED);
    refused(scene.check(anna, Scene.code(device, CodeKind.HOTP, 7)), Refusal.REPLAYED);
    accepted(scene.check(anna, Scene.code(device, CodeKind.HOTP, 8)));
    refused(scene.check(anna, Scene.code(device, CodeKind.HOTP, 40)), Refusal.WRONG_CODE);
  }

  @Test
  void disabled_users_unknown_users_and_users_without_credentials_are_told_apart() {
    var anna = scene.user("anna");
    refused(scene.check(anna, "123456"), Refusal.NO_CREDENTIAL);
    var device = scene.totp(anna);
    var off = new UserEdit(Optional.of(UserState.DISABLED), Optional.empty(), Optional.empty());
    Scene.done(
        scene.store.write(
            in -> scene.domain.users().edit(in, Scene.CALLER, anna, OptionalLong.empty(), off)));
    refused(scene.check(anna, scene.code(device)), Refusal.DISABLED);
    assertThat(scene.check(UserName.of("nobody").orElseThrow(), "123456"))
        .isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void a_disabled_credential_makes_no_codes() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    var off = new CredentialEdit(Optional.empty(), Optional.of(CredentialState.DISABLED));
    Scene.done(
        scene.store.write(
            in ->
                scene
                    .domain
                    .credentials()
                    .edit(
                        in,
                        Scene.CALLER,
                        anna,
                        device.credential().id(),
                        OptionalLong.empty(),
                        off)));
    refused(scene.check(anna, scene.code(device)), Refusal.NO_CREDENTIAL);
    var factors = scene.factors(anna).orElseThrow();
    assertThat(factors.codeLengths()).isEmpty();
    assertThat(factors.enrolled()).as("nobody who may leave the code out").isTrue();
  }

  @Test
  void tenants_do_not_see_each_other() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    var other = new org.sallyport.authority.ledger.Caller("other", "gateway1");
    var attempt = new Attempt(anna, scene.code(device), Optional.empty(), Scene.key());
    assertThat(scene.domain.authentications().check(other, attempt))
        .isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void a_batch_is_answered_in_its_order() {
    var attempts = new ArrayList<Attempt>();
    var expected = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      var user = scene.user("user" + i);
      var device = scene.totp(user);
      attempts.add(new Attempt(user, scene.code(device), Optional.empty(), Scene.key()));
      expected.add(device.credential().id());
    }
    var twice = attempts.getFirst();
    attempts.addFirst(new Attempt(twice.user(), twice.code(), Optional.empty(), Scene.key()));
    Collections.reverse(attempts);
    Collections.reverse(expected);
    var verdicts = scene.domain.authentications().check(Scene.CALLER, attempts);
    assertThat(verdicts.subList(0, 19))
        .extracting(verdict -> ((Verdict.Accepted) verdict).credential())
        .isEqualTo(expected.subList(0, 19));
    assertThat(verdicts.subList(19, 21))
        .satisfiesExactlyInAnyOrder(
            AuthenticationTest::accepted, no -> refused(no, Refusal.REPLAYED));
  }

  @Test
  void a_batch_has_a_limit() {
    var anna = scene.user("anna");
    var attempt = new Attempt(anna, "123456", Optional.empty(), Scene.key());
    assertThatThrownBy(
            () ->
                scene
                    .domain
                    .authentications()
                    .check(Scene.CALLER, Collections.nCopies(257, attempt)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Verdict> together(int threads, Callable<Verdict> one) throws Exception {
    var barrier = new CyclicBarrier(threads);
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          Collections.nCopies(
              threads,
              (Callable<Verdict>)
                  () -> {
                    barrier.await();
                    return one.call();
                  });
      var verdicts = new ArrayList<Verdict>();
      for (var done : pool.invokeAll(all)) {
        verdicts.add(done.get());
      }
      return verdicts;
    }
  }
}
