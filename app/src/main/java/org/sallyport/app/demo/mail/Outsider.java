package org.sallyport.app.demo.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.mime.pgp.Opener;
import org.sallyport.mime.pgp.Reading;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Scan;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;

/** Somebody elsewhere who has a key of their own and a mail program that can use it. */
final class Outsider {
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private final Key key;
  private final Path folder;

  private Outsider(Key key, Path folder) {
    this.key = key;
    this.folder = folder;
  }

  /** Makes the key, which takes a moment. */
  static Outsider of(String address, Path folder) {
    return new Outsider(
        Key.generate(
            new KeyRequest(
                KeyProfile.CURVE25519_V4,
                List.of("Olga Outside <" + address + ">"),
                Optional.empty(),
                Instant.now().minus(YOUNG))),
        folder);
  }

  /** What is given to others. */
  String certificate() {
    return key.certificate().armored();
  }

  /** Such as an administrator reads aloud on the telephone. */
  String fingerprint() {
    return key.fingerprint().hex();
  }

  /** What a message says, if all of it is encrypted to this key; empty otherwise. */
  Optional<String> opens(String text) throws IOException {
    if (!(Message.scan(Octets.of(text.getBytes(ISO_8859_1))) instanceof Scan.Read read)) {
      return Optional.empty();
    }
    var plan = Decryption.with(List.of(key), Instant.now().plus(YOUNG), AlgorithmPolicy.standard());
    try (var reading = new Opener(plan, folder).open(read.message())) {
      if (!(reading instanceof Reading.Decrypted decrypted)) {
        return Optional.empty();
      }
      var inside = decrypted.content();
      try (var content = inside.content(inside.root())) {
        return Optional.of(new String(content.readAllBytes(), ISO_8859_1));
      }
    }
  }
}
