package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenPGP.js 6, both ways, with keys of version 4 and 6 of either side. */
class OpenPgpJsIT {
  private static final String CONTENT = "Hello,\r\nworld.\n\0\u00ff\u0080" + "long ".repeat(30_000);

  @TempDir private Path folder;

  @BeforeAll
  static void peer() throws Exception {
    OpenPgpJs.require();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content, ISO_8859_1);
  }

  private static String base64(String content) {
    return Base64.getEncoder().encodeToString(content.getBytes(ISO_8859_1));
  }

  private static String content(String base64) {
    return new String(Base64.getDecoder().decode(base64), ISO_8859_1);
  }

  /** A key and its certificate: ours by profile, or theirs. */
  private static String[] key(String maker) throws Exception {
    if (maker.startsWith("theirs")) {
      var made = OpenPgpJs.ask("generate", Map.of("v6", maker.endsWith("6")));
      return new String[] {made.get("key").asString(), made.get("certificate").asString()};
    }
    var key = OurSop.good("", "generate-key", "--profile=" + maker, "Alice <alice@example.com>");
    return new String[] {key, OurSop.good(key, "extract-cert")};
  }

  @ParameterizedTest
  @ValueSource(strings = {"rfc4880", "rsa3072", "rfc9580", "theirs-4", "theirs-6"})
  void signed_and_encrypted_both_ways(String maker) throws Exception {
    var key = key(maker);
    var keyFile = file("one.key", key[0]);
    var certificate = file("one.cert", key[1]);
    for (var profile : new String[] {"rfc4880", "rfc9580"}) {
      var forThem =
          OurSop.good(
              CONTENT, "encrypt", "--profile=" + profile, "--sign-with=" + keyFile, certificate);
      var theirs =
          OpenPgpJs.ask(
              "decrypt", Map.of("key", key[0], "certificate", key[1], "message", forThem));
      assertThat(content(theirs.get("content").asString())).isEqualTo(CONTENT);
      assertThat(theirs.get("signatures").asInt()).isEqualTo(1);
      var forUs =
          OpenPgpJs.ask(
                  "encrypt",
                  Map.of(
                      "key",
                      key[0],
                      "certificate",
                      key[1],
                      "content",
                      base64(CONTENT),
                      "aead",
                      profile.equals("rfc9580")))
              .get("message")
              .asString();
      var told = folder.resolve("told-" + profile);
      assertThat(
              OurSop.good(
                  forUs,
                  "decrypt",
                  "--verify-with=" + certificate,
                  "--verifications-out=" + told,
                  keyFile))
          .isEqualTo(CONTENT);
      assertThat(told).content().contains("mode:binary");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rfc4880", "rsa3072", "rfc9580", "theirs-4", "theirs-6"})
  void detached_signatures_both_ways(String maker) throws Exception {
    var key = key(maker);
    var ours = OurSop.good(CONTENT, "sign", file("one.key", key[0]));
    var verified =
        OpenPgpJs.ask(
            "verify", Map.of("certificate", key[1], "content", base64(CONTENT), "signature", ours));
    assertThat(verified.get("signatures").asInt()).isEqualTo(1);
    var theirs =
        OpenPgpJs.ask("sign", Map.of("key", key[0], "content", base64(CONTENT)))
            .get("signature")
            .asString();
    assertThat(OurSop.good(CONTENT, "verify", file("theirs.sig", theirs), file("one.cert", key[1])))
        .contains("mode:binary");
  }
}
