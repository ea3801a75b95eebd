package org.sallyport.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.authority.authentication.Refusal;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.continuity.PackageRequest;
import org.sallyport.authority.continuity.Use;
import org.sallyport.authority.user.Pins;
import org.sallyport.authority.user.UserEdit;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeKind;
import org.sallyport.oath.LocalPackage;
import org.sallyport.oath.PackageKey;
import org.sallyport.oath.PackageSealing;

class ContinuityTest {
  private static final PackageKey GATEWAY = PackageKey.generate();

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

  private List<LocalPackage> packages(int limit) {
    var all = new ArrayList<LocalPackage>();
    var after = Optional.<String>empty();
    do {
      var page =
          scene
              .domain
              .packages()
              .page(
                  Scene.CALLER,
                  new PackageRequest(GATEWAY.publicKey(), Duration.ofHours(8), after, limit));
      for (var one : page.packages()) {
        all.add(PackageSealing.open(one.sealed(), one.user().text(), GATEWAY).orElseThrow());
      }
      after = page.next();
    } while (after.isPresent());
    return all;
  }

  private int use(UserName user, String credential, long factor) {
    return scene.store.write(
        in ->
            scene
                .domain
                .uses()
                .record(in, Scene.CALLER, List.of(new Use(user, credential, factor, Scene.NOON))));
  }

  @Test
  void a_package_verifies_what_the_devices_show_until_it_ends() {
    var anna = scene.user("anna");
    var timed = scene.totp(anna);
    var counted = scene.hotp(anna);
    var one = packages(10).getFirst();
    assertThat(one.user()).isEqualTo("anna");
    assertThat(one.validUntil()).isEqualTo(Scene.NOON.plus(Duration.ofHours(8)));
    scene.clock.advance(Duration.ofHours(8));
    for (int step = -1; step <= 1; step++) {
      assertThat(one.find(scene.code(timed, step), scene.clock.instant(), 1, _ -> -1))
          .isInstanceOfSatisfying(
              LocalPackage.Verdict.Right.class,
              right -> assertThat(right.found().credential()).isEqualTo(timed.credential().id()));
    }
    assertThat(one.find(Scene.code(counted, CodeKind.HOTP, 3), scene.clock.instant(), 1, _ -> -1))
        .isInstanceOf(LocalPackage.Verdict.Right.class);
  }

  @Test
  void used_codes_are_not_in_it() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    var code = scene.code(device);
    assertThat(scene.check(anna, code)).isInstanceOf(Verdict.Accepted.class);
    assertThat(packages(10).getFirst().find(code, Scene.NOON, 1, _ -> -1))
        .isInstanceOf(LocalPackage.Verdict.Wrong.class);
  }

  @Test
  void the_drift_of_a_device_goes_with_it() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    scene.check(anna, scene.code(device, 1));
    assertThat(packages(10).getFirst().find(scene.code(device, 2), Scene.NOON, 1, _ -> -1))
        .isInstanceOf(LocalPackage.Verdict.Right.class);
  }

  @Test
  void only_active_users_with_credentials_and_without_a_pin_get_one() {
    scene.totp(scene.user("anna"));
    scene.user("without");
    var off = scene.user("off");
    scene.totp(off);
    var edit = new UserEdit(Optional.of(UserState.DISABLED), Optional.empty(), Optional.empty());
    Scene.done(
        scene.store.write(
            in -> scene.domain.users().edit(in, Scene.CALLER, off, OptionalLong.empty(), edit)));
    var locked = scene.user("locked");
    var device = scene.totp(locked);
    for (int i = 0; i < 3; i++) {
      scene.check(locked, scene.wrong(device));
    }
    var pin = scene.user("pin");
    scene.totp(pin);
    var hash = Pins.hash(Secret.ofText("2580"));
    Scene.done(
        scene.store.write(
            in -> scene.domain.users().setPin(in, Scene.CALLER, pin, Optional.of(hash))));
    assertThat(packages(10)).extracting(LocalPackage::user).containsExactly("anna");
  }

  @Test
  void pages_give_everybody_once() {
    for (int i = 0; i < 25; i++) {
      scene.totp(scene.user("user%02d".formatted(i)));
    }
    assertThat(packages(10)).extracting(LocalPackage::user).hasSize(25).doesNotHaveDuplicates();
    assertThat(packages(25)).hasSize(25);
  }

  @Test
  void a_code_that_a_gateway_accepted_is_used_here_too() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    long step = Scene.NOON.getEpochSecond() / 30;
    assertThat(use(anna, device.credential().id(), step)).isEqualTo(1);
    assertThat(scene.check(anna, scene.code(device)))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, no -> assertThat(no.reason()).isEqualTo(Refusal.REPLAYED));
    assertThat(use(anna, device.credential().id(), step)).isEqualTo(1);
    assertThat(use(anna, device.credential().id(), step - 5)).isEqualTo(1);
    assertThat(scene.check(anna, scene.code(device, 1))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void a_use_of_the_far_future_shuts_nobody_out() {
    var anna = scene.user("anna");
    var timed = scene.totp(anna);
    var counted = scene.hotp(anna);
    use(anna, timed.credential().id(), Long.MAX_VALUE);
    use(anna, counted.credential().id(), 1_000_000);
    assertThat(scene.check(anna, scene.code(timed))).isInstanceOf(Verdict.Accepted.class);
    assertThat(scene.check(anna, Scene.code(counted, CodeKind.HOTP, 0)))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void uses_of_what_is_unknown_are_recorded_all_the_same() {
    var anna = scene.user("anna");
    assertThat(use(anna, "c_gone", 1)).isZero();
    assertThat(use(UserName.of("nobody").orElseThrow(), "c_gone", 1)).isZero();
    var entries =
        scene.store.read(
            in ->
                scene
                    .domain
                    .audit()
                    .entries(in, "example", Optional.empty(), OptionalLong.empty(), 10));
    assertThat(entries)
        .filteredOn(entry -> entry.action().equals("accepted-in-continuity"))
        .hasSize(2);
  }
}
