package org.sallyport.mime.pgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Scans;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Signing;

/** Keys of tests, and what is done with them. */
final class People {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  static final AlgorithmPolicy POLICY = AlgorithmPolicy.standard();
  static final Key ADA = key("Ada <ada@example.com>");
  static final Key BOB = key("Bob <bob@example.net>");
  static final Key EVE = key("Eve <eve@example.org>");
  static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

  private People() {}

  private static Key key(String userId) {
    return Key.generate(
        new KeyRequest(
            KeyProfile.CURVE25519_V4, List.of(userId), Optional.empty(), NOW.minusSeconds(60)));
  }

  static Encryption to(Key... keys) {
    return Encryption.to(Arrays.stream(keys).map(Key::certificate).toList(), NOW, POLICY);
  }

  static Opener opener(Key key) {
    return new Opener(
        Decryption.with(List.of(key), NOW, POLICY)
            .verifying(List.of(ADA.certificate(), BOB.certificate(), EVE.certificate())),
        FOLDER);
  }

  static String encrypted(String message, Encryption plan) throws IOException {
    var sink = new ByteArrayOutputStream();
    EncryptedMessage.write(Scans.read(message), plan, sink).orThrow();
    return sink.toString(ISO_8859_1);
  }

  static String signed(String message, Key key) throws IOException {
    var sink = new ByteArrayOutputStream();
    Result<Boolean> written =
        SignedMessage.write(
            Scans.read(message), Signing.by(List.of(key), NOW, POLICY), FOLDER, sink);
    written.orThrow();
    return sink.toString(ISO_8859_1);
  }

  static Reading open(String message, Key key) throws IOException {
    return opener(key).open(Scans.read(message));
  }

  /** A message decrypted and written without its protection. */
  static String plain(String message, Key key) throws IOException {
    Message read = Scans.read(message);
    try (var reading = opener(key).open(read)) {
      var sink = new ByteArrayOutputStream();
      PlainMessage.write(read, (Reading.Decrypted) reading, sink);
      return sink.toString(ISO_8859_1);
    }
  }
}
