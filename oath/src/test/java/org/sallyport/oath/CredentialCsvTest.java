package org.sallyport.oath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.kernel.Secret;

class CredentialCsvTest {
  private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  private static Imported read(String text) {
    return CredentialCsv.read(text.getBytes(UTF_8));
  }

  @Test
  void lines_become_credentials() {
    var imported =
        read(
            "\uFEFFuser,type,secret,algorithm,digits,period,counter,name,serial\r\n"
                + "anna,totp,"
                + SECRET
                + ",SHA256,8,60,,\"Phone, blue\",1\r\n"
                + "\r\n"
                + "bert,HOTP,"
                + SECRET
                + ",,,,42,\"say \"\"hi\"\"\",2");
    assertThat(imported.problems()).isEmpty();
    assertThat(imported.credentials()).hasSize(2);
    var anna = imported.credentials().getFirst();
    assertThat(anna.user()).contains("anna");
    assertThat(anna.name()).contains("Phone, blue");
    assertThat(anna.form()).isEqualTo(new CodeForm(HashAlgorithm.SHA256, 8));
    assertThat(anna.period()).isEqualTo(60);
    assertThat(anna.seed()).isEqualTo(Secret.ofText("12345678901234567890"));
    var bert = imported.credentials().getLast();
    assertThat(bert.kind()).isEqualTo(CodeKind.HOTP);
    assertThat(bert.counter()).isEqualTo(42);
    assertThat(bert.name()).contains("say \"hi\"");
  }

  @Test
  void seeds_may_be_hexadecimal() {
    var imported = read("type,secret-hex\ntotp,3132333435363738393031323334353637383930\n");
    assertThat(imported.credentials().getFirst().seed())
        .isEqualTo(Secret.ofText("12345678901234567890"));
  }

  @Test
  void every_problem_is_told_with_its_line() {
    var imported =
        read(
            "user,type,secret,digits\n"
                + "anna,totp,"
                + SECRET
                + ",6\n"
                + "\"b\nb\",sms,"
                + SECRET
                + ",6\n"
                + "carl,totp,short,6\n"
                + "dora,totp,"
                + SECRET
                + "\n"
                + "emil,totp,"
                + SECRET
                + ",12\n");
    assertThat(imported.credentials()).hasSize(1);
    assertThat(imported.problems())
        .extracting(ImportProblem::toString)
        .containsExactly(
            "line 3: type is totp or hotp",
            "line 5: secret is not base 32 in capitals (RFC 4648)",
            "line 6: has 3 fields, expected 4",
            "line 7: codes have 6 to 8 digits, not 12");
    assertThat(imported.problems().toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | line 1: expected a line of column names",
        "user,secret | line 1: expected a column type",
        "type,user | line 1: expected a column secret",
        "type,secret,secret-hex | line 1: expected a column secret",
        "type,secret,colour | line 1: no column is called 'colour'",
        "type,secret,type | line 1: a column is there twice",
        "'type,secret,\"' | line 1: a quoted field does not end",
        "'\"type\"x,secret' | line 1: something follows a quoted field",
      })
  void a_bad_beginning_is_told(String text, String problem) {
    assertThat(read(text).problems())
        .anySatisfy(one -> assertThat(one.toString()).startsWith(problem));
  }

  @Test
  void other_encodings_and_large_files_are_refused() {
    assertThat(CredentialCsv.read(new byte[] {(byte) 0xff, (byte) 0xfe}).problems()).hasSize(1);
    assertThat(CredentialCsv.read(new byte[CredentialCsv.LARGEST + 1]).problems()).hasSize(1);
  }
}
