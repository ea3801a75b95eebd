package org.sallyport.oath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.kernel.Secret;

class CodesTest {
  private static final Secret SEED = Secret.ofText("12345678901234567890");

  private static Secret seed(HashAlgorithm algorithm) {
    var digits = "1234567890".repeat(7);
    return Secret.ofText(digits.substring(0, algorithm.seedLength()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1284755224, 755224",
    "1, 1094287082, 287082",
    "2,  137359152, 359152",
    "3, 1726969429, 969429",
    "4, 1640338314, 338314",
    "5,  868254676, 254676",
    "6, 1918287922, 287922",
    "7,   82162583, 162583",
    "8,  673399871, 399871",
    "9,  645520489, 520489"
  })
  void hotp_makes_the_codes_of_rfc_4226_appendix_d(long counter, long truncated, String code) {
    var hotp = new Hotp(CodeForm.USUAL);
    assertThat(hotp.code(SEED, counter)).isEqualTo(code);
    var eight = new CodeMaker(SEED, new CodeForm(HashAlgorithm.SHA1, 8));
    assertThat(eight.number(counter)).isEqualTo(truncated % 100_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "59,          0000000000000001, 94287082, SHA1",
    "59,          0000000000000001, 46119246, SHA256",
    "59,          0000000000000001, 90693936, SHA512",
    "1111111109,  00000000023523EC, 07081804, SHA1",
    "1111111109,  00000000023523EC, 68084774, SHA256",
    "1111111109,  00000000023523EC, 25091201, SHA512",
    "1111111111,  00000000023523ED, 14050471, SHA1",
    "1111111111,  00000000023523ED, 67062674, SHA256",
    "1111111111,  00000000023523ED, 99943326, SHA512",
    "1234567890,  000000000273EF07, 89005924, SHA1",
    "1234567890,  000000000273EF07, 91819424, SHA256",
    "1234567890,  000000000273EF07, 93441116, SHA512",
    "2000000000,  0000000003F940AA, 69279037, SHA1",
    "2000000000,  0000000003F940AA, 90698825, SHA256",
    "2000000000,  0000000003F940AA, 38618901, SHA512",
    "20000000000, 0000000027BC86AA, 65353130, SHA1",
    "20000000000, 0000000027BC86AA, 77737706, SHA256",
    "20000000000, 0000000027BC86AA, 47863826, SHA512"
  })
  void totp_makes_the_codes_of_rfc_6238_appendix_b(
      long second, String step, String code, HashAlgorithm algorithm) {
    var totp = new Totp(new CodeForm(algorithm, 8), 30);
    var instant = Instant.ofEpochSecond(second);
    assertThat(totp.step(instant)).isEqualTo(Long.parseLong(step, 16));
    assertThat(totp.code(seed(algorithm), instant)).isEqualTo(code);
  }

  @Test
  void a_window_gives_the_step_that_matched() {
    var totp = new Totp(CodeForm.USUAL, 30);
    var now = Instant.ofEpochSecond(1_000_000_000);
    long step = totp.step(now);
    var maker = new CodeMaker(SEED, CodeForm.USUAL);
    for (long factor = step - 2; factor <= step + 2; factor++) {
      var expected = Math.abs(factor - step) <= 1 ? new Match.Fresh(factor) : new Match.None();
      assertThat(totp.find(SEED, maker.code(factor), now, 0, 1, -1)).isEqualTo(expected);
    }
  }

  @Test
  void drift_moves_the_window() {
    var totp = new Totp(CodeForm.USUAL, 30);
    var now = Instant.ofEpochSecond(1_000_000_000);
    long step = totp.step(now);
    var code = new CodeMaker(SEED, CodeForm.USUAL).code(step - 5);
    assertThat(totp.find(SEED, code, now, 0, 1, -1)).isEqualTo(new Match.None());
    assertThat(totp.find(SEED, code, now, -4, 1, -1)).isEqualTo(new Match.Fresh(step - 5));
  }

  @Test
  void a_step_at_or_before_the_last_used_is_used() {
    var totp = new Totp(CodeForm.USUAL, 30);
    var now = Instant.ofEpochSecond(1_000_000_000);
    long step = totp.step(now);
    var maker = new CodeMaker(SEED, CodeForm.USUAL);
    assertThat(totp.find(SEED, maker.code(step), now, 0, 1, step)).isEqualTo(new Match.Used(step));
    assertThat(totp.find(SEED, maker.code(step - 1), now, 0, 1, step))
        .isEqualTo(new Match.Used(step - 1));
    assertThat(totp.find(SEED, maker.code(step + 1), now, 0, 1, step))
        .isEqualTo(new Match.Fresh(step + 1));
  }

  @Test
  void a_counter_looks_ahead_and_tells_replays() {
    var hotp = new Hotp(CodeForm.USUAL);
    assertThat(hotp.find(SEED, "969429", 0, 5)).isEqualTo(new Match.Fresh(3));
    assertThat(hotp.find(SEED, "969429", 3, 5)).isEqualTo(new Match.Fresh(3));
    assertThat(hotp.find(SEED, "969429", 4, 5)).isEqualTo(new Match.Used(3));
    assertThat(hotp.find(SEED, "520489", 3, 5)).isEqualTo(new Match.None());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "75522", "7552240", "0755224", "75522４", "755 224", "-55224"})
  void another_form_of_the_right_code_is_wrong(String code) {
    assertThat(new Hotp(CodeForm.USUAL).find(SEED, code, 0, 0)).isEqualTo(new Match.None());
  }

  @Test
  void leading_zeros_belong_to_a_code() {
    var maker = new CodeMaker(SEED, CodeForm.USUAL);
    for (long counter = 0; counter < 2000; counter++) {
      assertThat(maker.code(counter)).hasSize(6).containsOnlyDigits();
    }
  }

  @Test
  void codes_have_six_to_eight_digits_and_periods_ten_to_three_hundred_seconds() {
    assertThatThrownBy(() -> new CodeForm(HashAlgorithm.SHA1, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CodeForm(HashAlgorithm.SHA1, 9))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Totp(CodeForm.USUAL, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CodeWindow(5, 4, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
