package org.sallyport.oath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.kernel.Secret;

class OtpAuthUriTest {
  private static final Secret SEED = Secret.ofText("12345678901234567890");
  private static final String TEXT = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  private static OtpAuthUri uri(CodeKind kind, Optional<String> issuer, String account) {
    return new OtpAuthUri(kind, issuer, account, SEED, CodeForm.USUAL, 30, 7);
  }

  @Test
  void it_writes_what_apps_read() {
    assertThat(
            uri(CodeKind.TOTP, Optional.of("Example Ltd"), "anna@example.com").text().revealText())
        .isEqualTo(
            "otpauth://totp/Example%20Ltd:anna%40example.com?secret="
                + TEXT
                + "&issuer=Example%20Ltd&algorithm=SHA1&digits=6&period=30");
    assertThat(uri(CodeKind.HOTP, Optional.empty(), "anna").text().revealText())
        .isEqualTo("otpauth://hotp/anna?secret=" + TEXT + "&algorithm=SHA1&digits=6&counter=7");
  }

  @Test
  void what_is_written_is_read() {
    for (var kind : CodeKind.values()) {
      for (var algorithm : HashAlgorithm.values()) {
        var written =
            new OtpAuthUri(
                kind,
                Optional.of("Müller & Söhne?"),
                "änna+b/c#d",
                SEED,
                new CodeForm(algorithm, 8),
                60,
                kind == CodeKind.HOTP ? 9 : 0);
        var read = OtpAuthUri.parse(written.text().revealText());
        assertThat(read.seed()).isEqualTo(written.seed());
        assertThat(read.account()).isEqualTo(written.account());
        assertThat(read.issuer()).isEqualTo(written.issuer());
        assertThat(read.form()).isEqualTo(written.form());
        assertThat(read.counter()).isEqualTo(written.counter());
        assertThat(read.period()).isEqualTo(kind == CodeKind.TOTP ? 60 : 30);
      }
    }
  }

  @Test
  void what_is_absent_is_usual() {
    var read = OtpAuthUri.parse("otpauth://totp/Example:anna?secret=" + TEXT + "&image=x");
    assertThat(read.form()).isEqualTo(CodeForm.USUAL);
    assertThat(read.period()).isEqualTo(30);
    assertThat(read.issuer()).contains("Example");
    assertThat(read.toString()).doesNotContain(TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://totp/anna?secret=" + TEXT,
        "otpauth://totp?secret=" + TEXT,
        "otpauth://sms/anna?secret=" + TEXT,
        "otpauth://totp/anna",
        "otpauth://totp/?secret=" + TEXT,
        "otpauth://totp/anna?digits=6",
        "otpauth://totp/anna?secret=" + TEXT + "&secret=" + TEXT,
        "otpauth://totp/anna?secret=" + TEXT + "&digits=9",
        "otpauth://totp/anna?secret=" + TEXT + "&digits=x",
        "otpauth://totp/anna?secret=" + TEXT + "&period=0",
        "otpauth://totp/anna?secret=" + TEXT + "&algorithm=MD5",
        "otpauth://totp/anna?secret=gezdgnbv",
        "otpauth://totp/anna?secret=MZXW6YTB",
        "otpauth://hotp/anna?secret=" + TEXT,
        "otpauth://totp/anna?secret=" + TEXT + "&issuer=%zz"
      })
  void what_is_wrong_is_refused_without_its_seed(String text) {
    assertThatThrownBy(() -> OtpAuthUri.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(TEXT);
  }
}
