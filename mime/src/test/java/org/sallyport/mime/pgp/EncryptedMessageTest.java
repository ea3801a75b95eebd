package org.sallyport.mime.pgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Scans;
import org.sallyport.openpgp.Refusal;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Revocation;

class EncryptedMessageTest {
  static final List<String> SAMPLES = Samples.ALL;

  private static String body(String message) {
    var read = Scans.read(message);
    return Scans.text(read, read.root().body());
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void a_message_comes_back_with_its_octets_and_its_fields(String sample) throws IOException {
    var encrypted = People.encrypted(sample, People.to(People.BOB).signedBy(List.of(People.ADA)));
    assertThat(Scans.read(encrypted).findings()).isEmpty();
    try (var reading = (Reading.Decrypted) People.open(encrypted, People.BOB)) {
      assertThat(Scans.text(reading.content(), reading.content().root().body()))
          .isEqualTo(body(sample));
      assertThat(reading.isSignedBySender()).isTrue();
      assertThat(reading.fields().protection()).isEqualTo(ReadFields.Protection.STANDARD);
      assertThat(reading.fields().confidential())
          .contains("subject")
          .isSubsetOf("subject", "thread-topic");
      assertThat(Scans.read(encrypted).header().count("Thread-Topic"))
          .as("Outlook repeats the subject there")
          .isZero();
      assertThat(reading.fields().header().text("Subject"))
          .isEqualTo("Quarterly Zahlen für the board");
      assertThat(reading.fragments()).isEmpty();
    }
    var plain = Scans.read(People.plain(encrypted, People.BOB));
    var original = Scans.read(sample);
    assertThat(plain.header().fields())
        .containsAll(
            original.header().fields().stream()
                .filter(field -> !field.key().equals("mime-version"))
                // Binary content needs an encoding once it is outside.
                .filter(field -> !field.key().equals("content-transfer-encoding"))
                .toList());
    assertThat(plain.header().fields()).extracting(Field::key).doesNotContain("hp-outer");
    assertThat(plain.root().type().parameters()).isEqualTo(original.root().type().parameters());
    if (!sample.equals(Samples.BINARY)) {
      assertThat(body(People.plain(encrypted, People.BOB))).isEqualTo(body(sample));
    }
  }

  @Test
  void nothing_of_the_content_and_the_subject_is_outside() throws IOException {
    var sample = Samples.PLAIN.replace("Cc:", "Bcc: secret@example.com\r\nKeywords: merger\r\nCc:");
    var encrypted = People.encrypted(sample, People.to(People.BOB));
    assertThat(encrypted)
        .contains("Subject: [...]\r\n")
        .contains("From: Ada <ada@example.com>\r\n")
        .doesNotContain("Quarterly", "merger", "secret@example.com", "Hello")
        .matches("(?s)[\\x09\\x0a\\x0d\\x20-\\x7e]*");
    assertThat(encrypted.replace("\r\n", "")).doesNotContain("\r", "\n");
    try (var reading = (Reading.Decrypted) People.open(encrypted, People.BOB)) {
      assertThat(reading.content().header().all("HP-Outer").map(Field::body))
          .contains("Subject: [...]", "Message-ID: <1@example.com>")
          .noneMatch(body -> body.startsWith("Received") || body.startsWith("Keywords"));
      assertThat(reading.fields().confidential()).containsExactlyInAnyOrder("subject", "keywords");
      assertThat(reading.signatures()).isEmpty();
    }
  }

  @Test
  void the_organisation_reads_it_and_others_do_not() throws IOException {
    var encrypted =
        People.encrypted(
            Samples.PLAIN, People.to(People.BOB).withAdditional(List.of(People.ADA.certificate())));
    try (var reading = People.open(encrypted, People.ADA)) {
      assertThat(reading).isInstanceOf(Reading.Decrypted.class);
    }
    try (var reading = People.open(encrypted, People.EVE)) {
      assertThat(((Reading.Refused) reading).refusal().kind())
          .isEqualTo(Refusal.Kind.CANNOT_DECRYPT);
    }
  }

  @Test
  void a_recipient_that_cannot_be_encrypted_to_leaves_nothing_written() throws IOException {
    var revoked =
        People.BOB
            .revoked(new Revocation(Revocation.Reason.COMPROMISED), People.NOW, People.POLICY)
            .orThrow();
    var sink = new ByteArrayOutputStream();
    assertThat(
            EncryptedMessage.write(Scans.read(Samples.PLAIN), People.to(People.ADA, revoked), sink))
        .isInstanceOf(Result.Refused.class);
    assertThat(sink.size()).isZero();
  }

  @Test
  void a_change_anywhere_shows_nothing_else() throws IOException {
    var encrypted = People.encrypted(Samples.PLAIN, People.to(People.BOB));
    int begin = encrypted.indexOf("-----BEGIN");
    for (int at = begin; at < encrypted.length(); at += 3) {
      var changed = new StringBuilder(encrypted);
      changed.setCharAt(at, changed.charAt(at) == 'A' ? 'B' : 'A');
      try (var reading = People.open(changed.toString(), People.BOB)) {
        if (reading instanceof Reading.Decrypted decrypted) {
          assertThat(Scans.text(decrypted.content(), decrypted.content().root().body()))
              .isEqualTo(body(Samples.PLAIN));
        }
      }
    }
  }

  @Test
  void signed_and_then_encrypted_is_read_as_both() throws IOException {
    var signed = People.signed(Samples.APPLE, People.ADA);
    var encrypted = People.encrypted(signed, People.to(People.BOB));
    try (var reading = (Reading.Decrypted) People.open(encrypted, People.BOB)) {
      assertThat(reading.isSignedBySender()).isTrue();
      assertThat(reading.fragments()).isEmpty();
    }
  }

  @Test
  void a_sender_inside_counts_only_with_a_signature() throws IOException {
    var fromEve = Samples.PLAIN.replace("Ada <ada@example.com>", "Eve <eve@example.org>");
    var forged =
        People.encrypted(Samples.PLAIN, People.to(People.BOB))
            .replaceFirst("From: Ada <ada@example.com>", "From: Eve <eve@example.org>");
    try (var reading = (Reading.Decrypted) People.open(forged, People.BOB)) {
      assertThat(reading.fields().fromDiffers()).isTrue();
      assertThat(reading.fields().header().text("From")).contains("eve@example.org");
    }
    var signed =
        People.encrypted(Samples.PLAIN, People.to(People.BOB).signedBy(List.of(People.ADA)))
            .replaceFirst("From: Ada <ada@example.com>", "From: Eve <eve@example.org>");
    try (var reading = (Reading.Decrypted) People.open(signed, People.BOB)) {
      assertThat(reading.fields().fromDiffers()).isFalse();
      assertThat(reading.fields().header().text("From")).contains("ada@example.com");
      assertThat(reading.isSignedBySender()).isTrue();
    }
    var other = People.encrypted(fromEve, People.to(People.BOB).signedBy(List.of(People.ADA)));
    try (var reading = (Reading.Decrypted) People.open(other, People.BOB)) {
      assertThat(reading.signatures())
          .singleElement()
          .satisfies(one -> assertThat(one.isGood()).isTrue());
      assertThat(reading.isSignedBySender()).isFalse();
    }
  }

  @Test
  void the_former_draft_of_header_protection_is_read() throws IOException {
    var encrypted = People.encrypted(Samples.PLAIN, People.to(People.BOB));
    var legacy =
        wrapped(
            encrypted,
            "Content-Type: text/plain; protected-headers=v1\r\nSubject: inside\r\n\r\nx\r\n");
    try (var reading = (Reading.Decrypted) People.open(legacy, People.BOB)) {
      assertThat(reading.fields().protection()).isEqualTo(ReadFields.Protection.LEGACY);
      assertThat(reading.fields().header().text("Subject")).isEqualTo("inside");
      assertThat(reading.fields().header().text("To")).contains("bob@example.net");
      assertThat(reading.fields().confidential()).containsExactly("subject");
    }
    var none = wrapped(encrypted, "Content-Type: text/plain\r\nSubject: inside\r\n\r\nx\r\n");
    try (var reading = (Reading.Decrypted) People.open(none, People.BOB)) {
      assertThat(reading.fields().protection()).isEqualTo(ReadFields.Protection.NONE);
      assertThat(reading.fields().header().text("Subject")).isEqualTo("[...]");
    }
  }

  /** The message with other content encrypted in it. */
  static String wrapped(String encrypted, String content) throws IOException {
    var armor = new ByteArrayOutputStream();
    try (var out = People.to(People.BOB).inArmor().open(armor).orThrow()) {
      out.write(content.getBytes(ISO_8859_1));
    }
    int begin = encrypted.indexOf("-----BEGIN");
    int end = encrypted.indexOf("\r\n--", encrypted.indexOf("-----END"));
    return encrypted.substring(0, begin)
        + armor.toString(ISO_8859_1).replace("\n", "\r\n")
        + encrypted.substring(end);
  }
}
