package org.sallyport.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.authority.authentication.Attempt;
import org.sallyport.authority.authentication.Refusal;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.user.Pins;
import org.sallyport.kernel.Secret;

class PinTest {
  @TempDir private Path folder;

  private static void refused(Verdict verdict, Refusal reason) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Test
  void a_pin_is_asked_for_beside_the_code() {
    try (var scene = Scene.in(folder)) {
      var anna = scene.user("anna");
      var device = scene.totp(anna);
      var hash = Pins.hash(Secret.ofText("2580"));
      var user =
          Scene.done(
              scene.store.write(
                  in -> scene.domain.users().setPin(in, Scene.CALLER, anna, Optional.of(hash))));
      assertThat(user.pin()).isTrue();
      refused(scene.check(anna, scene.code(device)), Refusal.PIN);
      refused(check(scene, device, "2581"), Refusal.PIN);
      assertThat(check(scene, device, "2580")).isInstanceOf(Verdict.Accepted.class);
      for (int i = 0; i < 3; i++) {
        refused(check(scene, device, "0000"), Refusal.PIN);
      }
      refused(check(scene, device, "2580"), Refusal.LOCKED);
    }
  }

  private static Verdict check(
      Scene scene, org.sallyport.authority.credential.Added device, String pin) {
    var attempt =
        new Attempt(
            device.credential().user(),
            scene.code(device),
            Optional.of(Secret.ofText(pin)),
            Scene.key());
    return scene.domain.authentications().check(Scene.CALLER, attempt);
  }

  @Test
  void a_hash_has_its_salt_and_cost_and_no_pin() {
    var pin = Secret.ofText("correct horse");
    var hash = Pins.hash(pin);
    assertThat(hash).startsWith("pbkdf2-sha256$600000$").doesNotContain("horse");
    assertThat(Pins.matches(pin, hash)).isTrue();
    assertThat(Pins.matches(Secret.ofText("battery staple"), hash)).isFalse();
    assertThat(Pins.matches(Secret.ofText(""), hash)).isFalse();
  }

  @Test
  void a_pin_is_neither_short_nor_long() {
    assertThatThrownBy(() -> Pins.hash(Secret.ofText("123")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pins.hash(Secret.ofText("1".repeat(65))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
