package org.sallyport.oath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.sallyport.kernel.Secret;

class PskcTest {
  private static final PskcKey NONE = new PskcKey.None();
  private static final PskcKey KEY =
      new PskcKey.PreShared(
          Secret.copyOf(HexFormat.of().parseHex("12345678901234567890123456789012")));
  private static final PskcKey PASSPHRASE = new PskcKey.Passphrase(Secret.ofText("qwerty"));
  private static final Secret SEED = Secret.ofText("12345678901234567890");

  private static String figure(int number) {
    var name = "rfc6030-figure" + number + ".xml";
    try (var in = Objects.requireNonNull(PskcTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Imported read(String document, PskcKey key) {
    return Pskc.read(document.getBytes(UTF_8), key);
  }

  private static ImportedCredential only(Imported imported) {
    assertThat(imported.problems()).isEmpty();
    assertThat(imported.credentials()).hasSize(1);
    return imported.credentials().getFirst();
  }

  private static void refused(Imported imported, String because) {
    assertThat(imported.credentials()).isEmpty();
    assertThat(imported.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.toString()).contains(because));
  }

  @Test
  void a_key_in_clear_is_read_as_figure_4_of_rfc_6030_has_it() {
    var one = only(read(figure(4), NONE));
    assertThat(one.serial()).isEqualTo("987654321");
    assertThat(one.user()).contains("UID=jsmith,DC=example-bank,DC=net");
    assertThat(one.kind()).isEqualTo(CodeKind.HOTP);
    assertThat(one.form()).isEqualTo(new CodeForm(HashAlgorithm.SHA1, 8));
    assertThat(one.seed()).isEqualTo(SEED);
    assertThat(one.counter()).isZero();
    assertThat(one.toString()).doesNotContain("1234567890");
  }

  @Test
  void the_short_secret_of_figure_2_is_told() {
    refused(read(figure(2), NONE), "4 octets");
  }

  @Test
  void a_key_encrypted_with_a_key_is_read_as_in_section_6_1() {
    assertThat(only(read(figure(6), KEY)).seed()).isEqualTo(SEED);
  }

  @Test
  void a_key_encrypted_with_a_passphrase_is_read_as_in_section_6_2() {
    assertThat(only(read(figure(7), PASSPHRASE)).seed()).isEqualTo(SEED);
  }

  @Test
  void a_wrong_key_a_missing_key_and_a_wrong_passphrase_are_told() {
    var wrong = new PskcKey.PreShared(Secret.copyOf(new byte[16]));
    refused(read(figure(6), wrong), "does not open");
    refused(read(figure(6), NONE), "is encrypted");
    refused(read(figure(6), PASSPHRASE), "not encrypted with a passphrase");
    refused(read(figure(7), new PskcKey.Passphrase(Secret.ofText("asdfgh"))), "does not open");
    refused(read(figure(6), new PskcKey.PreShared(Secret.copyOf(new byte[5]))), "16, 24 or 32");
  }

  @Test
  void a_changed_value_is_refused_by_its_mac() {
    refused(read(figure(6).replace("AAECAwQF", "AAECAwQG"), KEY), "was changed");
    refused(read(figure(6).replaceAll("<ValueMAC>.*</ValueMAC>", ""), KEY), "without a MAC");
    refused(
        read(figure(6).replaceAll("(?s)<MACMethod.*</MACMethod>", ""), KEY), "has no MACMethod");
  }

  @Test
  void time_based_keys_have_a_period_and_a_suite() {
    var document =
        figure(4)
            .replace(":hotp", ":totp")
            .replace("<ResponseFormat", "<Suite>HMAC-SHA256</Suite><ResponseFormat")
            .replace("<Counter><PlainValue>0<", "<TimeInterval><PlainValue>60<")
            .replace("</Counter>", "</TimeInterval>");
    var one = only(read(document, NONE));
    assertThat(one.kind()).isEqualTo(CodeKind.TOTP);
    assertThat(one.period()).isEqualTo(60);
    assertThat(one.form().algorithm()).isEqualTo(HashAlgorithm.SHA256);
  }

  @Test
  void a_policy_that_would_not_be_kept_forbids_the_key() {
    var policy = "<Policy><PINPolicy MinLength=\"4\"/></Policy></Key>";
    refused(read(figure(4).replace("</Key>", policy), NONE), "Policy");
    var usage = "<Policy><KeyUsage>OTP</KeyUsage></Policy></Key>";
    only(read(figure(4).replace("</Key>", usage), NONE));
  }

  @Test
  void document_types_and_entities_are_refused() {
    var bomb =
        "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><KeyContainer>&c;</KeyContainer>";
    refused(read(bomb, NONE), "is not XML as PSKC has it");
    var outside = "<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><KeyContainer/>";
    refused(read(outside, NONE), "is not XML as PSKC has it");
  }

  @Test
  void anything_else_is_told() {
    refused(read("", NONE), "not XML");
    refused(read("<KeyContainer/>", NONE), "no KeyContainer");
    refused(read("<a xmlns=\"urn:ietf:params:xml:ns:keyprov:pskc\"/>", NONE), "no KeyContainer");
    refused(read("<KeyContainer xmlns=\"urn:ietf:params:xml:ns:keyprov:pskc\"/>", NONE), "no keys");
    refused(read(figure(4).replace(":hotp", ":ocra"), NONE), "algorithm");
    refused(read(figure(4).replace("DECIMAL", "HEXADECIMAL"), NONE), "decimal");
    refused(read(figure(4).replace("Length=\"8\"", "Length=\"9\""), NONE), "6 to 8");
    refused(read(figure(4).replace("MTIzNDU2", "!!!!!!!!"), NONE), "base 64");
    refused(Pskc.read(new byte[Pskc.LARGEST + 1], NONE), "larger");
  }
}
