package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.key.ConsumerKey;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.key.KeyUpload;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.KeyUse;
import tools.jackson.databind.JsonNode;

/** Keys of every mode and profile, as the server has and certifies them, in OpenPGP.js. */
class ServerKeysJsIT {
  private static final String CONTENT = "Hello,\r\nworld.\n\0\u00ff\u0080" + "long ".repeat(3_000);
  private static final String PASSPHRASE = "the user's own";
  private static final String ME = "client c_1";

  @TempDir private Path folder;
  private LocalKeys server;
  private Consumer ada;

  @BeforeAll
  static void peer() throws Exception {
    OpenPgpJs.require();
  }

  @BeforeEach
  void open() {
    server = LocalKeys.open(folder);
    ada = server.consumer("ada@example.com");
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** Modes and profiles know nothing of each other, so each is met once and not each pair. */
  static Stream<Arguments> everyModeAndProfile() {
    return Stream.concat(
        Arrays.stream(KeyMode.values()).map(mode -> Arguments.of(mode, KeyProfile.CURVE25519_V4)),
        Stream.of(
            Arguments.of(KeyMode.SKM, KeyProfile.RSA_3072_V4),
            Arguments.of(KeyMode.CKM, KeyProfile.CURVE25519_V6)));
  }

  /**
   * A key as it is served.
   *
   * @param holder the secrets of whoever reads, in armor
   */
  private record Served(ConsumerKey key, String holder) {}

  @ParameterizedTest
  @MethodSource("everyModeAndProfile")
  void openpgp_js_sees_who_vouches_and_writes_and_reads(KeyMode mode, KeyProfile profile)
      throws Exception {
    server.mode = mode;
    server.profile = profile;
    var served = served(mode, profile);
    var certificate = served.key().armored();
    var authority = server.organisation.certificate().orElseThrow().armored();

    var users = ask("certified", Map.of("certificate", certificate, "authority", authority));
    assertThat(users.get("users")).hasSize(1);
    assertThat(users.get("users").get(0).asString()).contains("ada@example.com");

    assertThat(written(certificate, served)).isEqualTo(CONTENT);
    read(certificate, served);
  }

  private static JsonNode ask(String operation, Map<String, Object> request) throws Exception {
    return OpenPgpJs.ask(operation, request);
  }

  private Served served(KeyMode mode, KeyProfile profile) throws IOException {
    if (mode == KeyMode.SKM) {
      var made = ((Kept.Done) server.keys.own().make(ME, ada)).key();
      return new Served(made, kept());
    }
    var now = Clock.systemUTC().instant();
    var key =
        Key.generate(
            new KeyRequest(profile, List.of(ada.userId()), Optional.of(Duration.ofDays(365)), now));
    var secret =
        switch (mode) {
          case SKM, CKM -> Optional.<Secret>empty();
          case GKM -> Optional.of(key.protect(Secret.ofText(PASSPHRASE)).orThrow().armored());
          case SCKM ->
              Optional.of(
                  key.onlyWithSecretsFor(KeyUse.ENCRYPT, now, AlgorithmPolicy.standard())
                      .orThrow()
                      .armored());
        };
    var bytes = key.certificate().armored().getBytes(UTF_8);
    var kept = server.keys.own().keep(ME, ada, new KeyUpload(mode, bytes, secret));
    assertThat(kept).isInstanceOf(Kept.Done.class);
    return new Served(((Kept.Done) kept).key(), key.armored().revealText());
  }

  /** The secrets that the server keeps for the client. */
  private String kept() {
    return server.keys.own().of(ada).getFirst().secret().orElseThrow().revealText();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content, ISO_8859_1);
  }

  /** What the holder, and the server where the mode says so, reads of what OpenPGP.js wrote. */
  private String written(String certificate, Served served) throws Exception {
    var content = Base64.getEncoder().encodeToString(CONTENT.getBytes(ISO_8859_1));
    boolean aead = served.key().certificate().version() == 6;
    var message =
        ask("encrypt", Map.of("certificate", certificate, "content", content, "aead", aead))
            .get("message")
            .asString();
    if (server.mode.serverDecrypts()) {
      assertThat(OurSop.good(message, "decrypt", file("server.key", kept()))).isEqualTo(CONTENT);
    }
    return OurSop.good(message, "decrypt", file("holder.key", served.holder()));
  }

  /** OpenPGP.js reads with the holder's secrets, and verifies with what is served. */
  private void read(String certificate, Served served) throws Exception {
    var message =
        OurSop.good(
            CONTENT,
            "encrypt",
            "--sign-with=" + file("holder.key", served.holder()),
            file("ada.cert", certificate));
    boolean guarded = server.mode == KeyMode.GKM;
    var theirs =
        ask(
            "decrypt",
            Map.of(
                "key",
                guarded ? kept() : served.holder(),
                "passphrase",
                guarded ? PASSPHRASE : "",
                "certificate",
                certificate,
                "message",
                message));

    assertThat(new String(Base64.getDecoder().decode(theirs.get("content").asString()), ISO_8859_1))
        .isEqualTo(CONTENT);
    assertThat(theirs.get("signatures").asInt()).isEqualTo(1);
  }
}
