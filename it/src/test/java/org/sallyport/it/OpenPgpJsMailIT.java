package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.mime.pgp.EncryptedMessage;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Scan;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;

/** OpenPGP.js 6, which Mailvelope and others read PGP/MIME with, on the encrypted part of ours. */
class OpenPgpJsMailIT {
  @BeforeAll
  static void peer() throws Exception {
    OpenPgpJs.require();
  }

  @ParameterizedTest
  @EnumSource
  void it_decrypts_and_verifies_what_we_write(KeyProfile profile) throws Exception {
    var now = Instant.now();
    var key =
        Key.generate(
            new KeyRequest(
                profile,
                List.of("Alice <alice@example.com>"),
                Optional.empty(),
                now.minusSeconds(60)));
    var text = "From: alice@example.com\r\nSubject: Zahlen\r\n\r\nHello.\r\n";
    var message = ((Scan.Read) Message.scan(Octets.of(text.getBytes(ISO_8859_1)))).message();
    var plan =
        Encryption.to(List.of(key.certificate()), now, AlgorithmPolicy.standard())
            .signedBy(List.of(key))
            .preferringVersion2();
    var sink = new ByteArrayOutputStream();
    EncryptedMessage.write(message, plan, sink).orThrow();
    var encrypted = sink.toString(ISO_8859_1);
    var theirs =
        OpenPgpJs.ask(
            "decrypt",
            Map.of(
                "key",
                key.armored().revealText(),
                "certificate",
                key.certificate().armored(),
                "message",
                encrypted.substring(
                    encrypted.indexOf("-----BEGIN PGP"),
                    encrypted.lastIndexOf("\r\n--sallyport"))));
    assertThat(theirs.get("signatures").asInt()).isEqualTo(1);
    assertThat(new String(Base64.getDecoder().decode(theirs.get("content").asString()), ISO_8859_1))
        .contains("Subject: Zahlen\r\n", "hp=\"cipher\"")
        .endsWith("\r\n\r\nHello.\r\n");
  }
}
