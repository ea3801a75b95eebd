package org.sallyport.oath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.LocalPackage.Found;
import org.sallyport.oath.LocalPackage.Verdict;

class LocalPackageTest {
  private static final Secret SEED = Secret.ofText("12345678901234567890");
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final long STEP = START.getEpochSecond() / 30;

  /** A new one for each test: it is for one thread, and tests run side by side. */
  private static CodeMaker maker() {
    return new CodeMaker(SEED, CodeForm.USUAL);
  }

  private static LocalPackage sample(int drift) {
    var until = START.plus(Duration.ofHours(8));
    return new LocalPackage(
        "anna",
        START,
        until,
        List.of(
            new LocalCodes.Timed(
                "c_time", 6, 30, drift, STEP + drift - 1, maker().numbers(STEP + drift - 1, 963)),
            new LocalCodes.Counted("c_count", 6, 5, maker().numbers(5, 20))));
  }

  private static Verdict find(LocalPackage one, String code, Instant now) {
    return one.find(code, now, 1, _ -> -1);
  }

  @Test
  void a_code_is_found_with_its_credential_and_step() {
    var eight = START.plus(Duration.ofHours(7));
    long step = eight.getEpochSecond() / 30;
    assertThat(find(sample(0), maker().code(step), eight))
        .isEqualTo(new Verdict.Right(new Found("c_time", CodeKind.TOTP, step)));
    assertThat(find(sample(0), maker().code(9), START))
        .isEqualTo(new Verdict.Right(new Found("c_count", CodeKind.HOTP, 9)));
  }

  @Test
  void only_the_window_around_now_counts() {
    var later = START.plus(Duration.ofMinutes(10));
    assertThat(find(sample(0), maker().code(STEP), later)).isEqualTo(new Verdict.Wrong());
    assertThat(find(sample(0), maker().code(STEP + 21), later))
        .isEqualTo(new Verdict.Right(new Found("c_time", CodeKind.TOTP, STEP + 21)));
  }

  @Test
  void the_drift_of_a_device_is_followed() {
    assertThat(find(sample(4), maker().code(STEP + 4), START))
        .isEqualTo(new Verdict.Right(new Found("c_time", CodeKind.TOTP, STEP + 4)));
    assertThat(find(sample(4), maker().code(STEP), START)).isEqualTo(new Verdict.Wrong());
  }

  @Test
  void what_was_used_is_a_replay() {
    assertThat(sample(0).find(maker().code(STEP), START, 1, _ -> STEP))
        .isEqualTo(new Verdict.Replayed(new Found("c_time", CodeKind.TOTP, STEP)));
    assertThat(sample(0).find(maker().code(7), START, 1, id -> id.equals("c_count") ? 7 : -1))
        .isEqualTo(new Verdict.Replayed(new Found("c_count", CodeKind.HOTP, 7)));
  }

  @Test
  void a_code_that_one_credential_has_used_is_a_replay_whatever_else_makes_it() {
    var codes = maker().numbers(5, 20);
    var twins =
        new LocalPackage(
            "anna",
            START,
            START.plus(Duration.ofHours(8)),
            List.of(
                new LocalCodes.Counted("c_1", 6, 5, codes),
                new LocalCodes.Counted("c_2", 6, 5, codes)));
    assertThat(twins.find(maker().code(7), START, 1, id -> id.equals("c_1") ? 7 : -1))
        .isInstanceOf(Verdict.Replayed.class);
  }

  @Test
  void it_ends() {
    var end = START.plus(Duration.ofHours(8));
    assertThat(find(sample(0), maker().code(STEP + 960), end)).isInstanceOf(Verdict.Right.class);
    assertThat(find(sample(0), maker().code(STEP + 960), end.plusSeconds(1)))
        .isEqualTo(new Verdict.OutOfTime());
    assertThat(find(sample(0), maker().code(STEP), START.minus(Duration.ofHours(1))))
        .isEqualTo(new Verdict.OutOfTime());
  }

  @Test
  void a_sealed_package_opens_for_its_gateway_and_user_alone() {
    var key = PackageKey.generate();
    var sealed = PackageSealing.seal(sample(0), key.publicKey());
    var opened = PackageSealing.open(sealed, "anna", key).orElseThrow();
    assertThat(opened.user()).isEqualTo("anna");
    assertThat(opened.validUntil()).isEqualTo(sample(0).validUntil());
    assertThat(find(opened, maker().code(STEP), START)).isInstanceOf(Verdict.Right.class);
    assertThat(PackageSealing.open(sealed, "bert", key)).isEmpty();
    assertThat(PackageSealing.open(sealed, "anna", PackageKey.generate())).isEmpty();
  }

  @Test
  void a_key_that_was_kept_opens_what_was_sealed_before() {
    var key = PackageKey.generate();
    var sealed = PackageSealing.seal(sample(0), key.publicKey());
    var kept = PackageKey.of(key.scalar(), key.publicKey());
    assertThat(PackageSealing.open(sealed, "anna", kept)).isPresent();
    assertThat(kept.toString()).isEqualTo("PackageKey[hidden]");
  }

  @Test
  void one_changed_bit_anywhere_closes_it() {
    var key = PackageKey.generate();
    var small =
        new LocalPackage(
            "anna",
            START,
            START.plusSeconds(60),
            List.of(new LocalCodes.Counted("c", 6, 0, new int[] {1})));
    var sealed = PackageSealing.seal(small, key.publicKey());
    for (int i = 0; i < sealed.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        // X25519 ignores the top bit of a public key (RFC 7748 section 5), our salt does not.
        var changed = sealed.clone();
        changed[i] ^= (byte) (1 << bit);
        assertThat(PackageSealing.open(changed, "anna", key)).isEmpty();
      }
    }
    for (int length = 0; length < sealed.length; length++) {
      assertThat(PackageSealing.open(Arrays.copyOf(sealed, length), "anna", key)).isEmpty();
    }
  }

  @Test
  void a_key_that_makes_no_secret_is_refused() {
    assertThatThrownBy(() -> PackageSealing.seal(sample(0), new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PackageSealing.seal(sample(0), new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keys_of_any_value_have_32_octets() {
    for (int i = 0; i < 20; i++) {
      var key = PackageKey.generate();
      assertThat(key.publicKey()).hasSize(PackageKey.LENGTH);
      assertThat(key.scalar().length()).isEqualTo(PackageKey.LENGTH);
    }
  }

  @Test
  void any_bytes_are_read_without_a_fault() {
    var plain = sample(0).encode();
    for (int length = 0; length < 200; length++) {
      assertThat(LocalPackage.decode(Arrays.copyOf(plain, length))).isEmpty();
    }
    assertThat(LocalPackage.decode(Arrays.copyOf(plain, plain.length + 1))).isEmpty();
    var random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      var changed = plain.clone();
      changed[random.nextInt(60)] = (byte) random.nextInt();
      LocalPackage.decode(changed).ifPresent(one -> assertThat(one.toString()).isNotEmpty());
    }
  }

  @Test
  void its_text_has_no_codes() {
    assertThat(sample(0).toString()).doesNotContain(maker().code(STEP));
    assertThat(sample(0).codes().toString()).doesNotContain(maker().code(STEP));
    assertThat(sample(0).codeLengths()).containsExactly(6);
  }
}
