package org.sallyport.encryption.protection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.encryption.protection.ProtectionRoom.ADA;
import static org.sallyport.encryption.protection.ProtectionRoom.PAT;
import static org.sallyport.encryption.protection.ProtectionRoom.letter;
import static org.sallyport.encryption.protection.ProtectionRoom.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.mailrule.AddedField;
import org.sallyport.encryption.mailrule.Marking;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.mime.pgp.Reading;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Scan;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;

class WrittenFormTest {
  private static final AddedField FIELD = new AddedField("X-Class", "confidential");

  @TempDir private Path folder;
  private ProtectionRoom room;
  private Key ada;
  private Key pat;

  @BeforeEach
  void open() {
    room = new ProtectionRoom(folder);
    ada = room.person(ADA, KeyMode.SKM);
    pat = room.key("Pat <pat@partner.example>");
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

  @Test
  void untouched_is_the_same_octets() throws IOException {
    var odd =
        ("X-Sallyport-Decrypted: yes\r\n" + letter(PAT) + "\0\u00ff bare\nlf").getBytes(ISO_8859_1);
    assertThat(room.written(message(odd), new Form.Untouched())).isEqualTo(odd);
  }

  @Test
  void marked_has_the_fields_on_top_and_is_otherwise_the_same_octets() throws IOException {
    var spoofed = "x-sallyport-Signature: good\r\n" + letter(PAT);
    assertThat(room.written(spoofed, new Form.Marked(List.of(FIELD))))
        .isEqualTo("X-Class: confidential\r\n" + letter(PAT));
  }

  @Test
  void encrypted_is_read_by_the_recipient_the_policy_and_nobody_else() throws IOException {
    var recovery = room.key("Recovery <recovery@example.com>");
    var form =
        new Form.Encrypted(
            List.of(pat.certificate(), pat.certificate()),
            List.of(recovery.certificate(), pat.certificate()),
            Optional.of(ada.fingerprint()),
            List.of(FIELD));
    var written = room.written("X-Sallyport-Decrypted: yes\r\n" + letter(PAT), form);

    assertThat(written)
        .doesNotContain("figures: 42", "Quarterly", "Decrypted: yes")
        .contains("X-Class");
    for (var key : List.of(pat, recovery)) {
      try (var reading = (Reading.Decrypted) room.read(written, key, ada.certificate())) {
        assertThat(ProtectionRoom.text(reading))
            .endsWith("\r\n\r\nSecret figures: 42.\r\n")
            .contains("Subject: Quarterly figures", "X-Class: confidential");
        assertThat(reading.isSignedBySender()).isTrue();
        assertThat(reading.how().toString()).isNotBlank();
      }
    }
    try (var reading = room.read(written, ada)) {
      assertThat(reading).isInstanceOf(Reading.Refused.class);
    }
  }

  @Test
  void signed_verifies_and_stays_readable() throws IOException {
    var written = room.written(letter(PAT), new Form.Signed(ada.fingerprint(), List.of(FIELD)));
    try (var reading = (Reading.Signed) room.read(written, pat, ada.certificate())) {
      assertThat(reading.isSignedBySender()).isTrue();
      assertThat(written).contains("Secret figures: 42.", "X-Class");
    }
  }

  @Test
  void a_key_that_may_sign_no_more_writes_nothing() throws IOException {
    var signers =
        List.of(
            pat.fingerprint(),
            room.person("bob@example.com", KeyMode.SCKM).fingerprint(),
            room.person("gus@example.com", KeyMode.GKM).fingerprint());
    for (Fingerprint signer : signers) {
      for (var form :
          List.of(
              new Form.Signed(signer, List.of()),
              new Form.Encrypted(
                  List.of(pat.certificate()), List.of(), Optional.of(signer), List.of()))) {
        var sink = new ByteArrayOutputStream();
        assertThat(room.protection().write(message(letter(PAT)), form, sink))
            .isInstanceOf(Result.Refused.class);
        assertThat(sink.size()).isZero();
      }
    }
  }

  @Test
  void a_large_message_is_not_held_in_memory_and_leaves_no_file() throws IOException {
    var file = folder.resolve("large");
    try (var out = Files.newOutputStream(file)) {
      out.write(letter(PAT).getBytes(ISO_8859_1));
      var line = ("x".repeat(70) + "\r\n").repeat(1000).getBytes(ISO_8859_1);
      for (int i = 0; i < 150; i++) {
        out.write(line);
      }
    }
    var large = ((Scan.Read) Message.scan(Octets.of(file))).message();
    var encrypted = folder.resolve("encrypted");
    try (var out = Files.newOutputStream(encrypted)) {
      room.protection()
          .write(
              large,
              new Form.Encrypted(
                  List.of(ada.certificate()), List.of(), Optional.of(ada.fingerprint()), List.of()),
              out)
          .orThrow();
    }
    var read = ((Scan.Read) Message.scan(Octets.of(encrypted))).message();
    var opened = new Form.Opened(List.of(ada.fingerprint()), List.of(), Marking.HEADER, List.of());
    assertThat(room.protection().write(read, opened, OutputStream.nullOutputStream()).orThrow())
        .isTrue();
    var broken = new Broken();
    assertThatThrownBy(() -> room.protection().write(read, opened, broken))
        .isInstanceOf(IOException.class);
  }

  /** The next hop goes away in the middle. */
  private static final class Broken extends OutputStream {
    private int left = 100_000;

    @Override
    public void write(int octet) throws IOException {
      if (--left < 0) {
        throw new IOException("gone");
      }
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw new IOException("gone");
      }
    }
  }
}
