package org.sallyport.app.sop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SopTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String HELLO = "Hello,\nworld.\n";

  @TempDir private Path folder;

  /** How a run ended. */
  private static final class Run {
    private final int exit;
    private final byte[] out;
    private final String err;

    private Run(int exit, byte[] out, String err) {
      this.exit = exit;
      this.out = out;
      this.err = err;
    }

    private byte[] good() {
      assertThat(err).isEmpty();
      assertThat(exit).isZero();
      return out;
    }

    private String text() {
      return new String(good(), UTF_8);
    }
  }

  private static Run sop(byte[] in, String... arguments) throws IOException {
    var out = new ByteArrayOutputStream();
    var err = new StringWriter();
    var environment = Map.of("PASSWORD", "sesame", "OTHER", "no");
    int exit =
        new Sop(
                "1",
                new ByteArrayInputStream(in),
                out,
                new PrintWriter(err, true),
                environment,
                InstantSource.fixed(NOW))
            .run(List.of(arguments));
    return new Run(exit, out.toByteArray(), err.toString());
  }

  private static Run sop(String in, String... arguments) throws IOException {
    return sop(in.getBytes(UTF_8), arguments);
  }

  private String file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  private String key(String... arguments) throws IOException {
    return file("key", sop("", withFirst("generate-key", arguments)).good());
  }

  private String certificate(String key) throws IOException {
    return file("cert", sop(Files.readAllBytes(Path.of(key)), "extract-cert").good());
  }

  private static String[] withFirst(String first, String... rest) {
    var all = new java.util.ArrayList<>(List.of(first));
    all.addAll(List.of(rest));
    return all.toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "rfc9580"})
  void what_is_encrypted_and_signed_comes_back_with_its_verification(String profile)
      throws IOException {
    var key = key("--profile=" + profile, "Alice <alice@example.com>");
    var certificate = certificate(key);
    var message =
        sop(HELLO, "encrypt", "--profile=" + profile, "--sign-with=" + key, certificate).good();
    assertThat(new String(message, UTF_8)).startsWith("-----BEGIN PGP MESSAGE-----");
    var told = folder.resolve("told");
    assertThat(
            sop(
                    message,
                    "decrypt",
                    "--verify-with=" + certificate,
                    "--verifications-out=" + told,
                    key)
                .text())
        .isEqualTo(HELLO);
    assertThat(told).content().matches("2026-11-22T10:00:00Z [0-9A-F]+ [0-9A-F]+ mode:binary\n");
  }

  @ParameterizedTest
  @CsvSource({"binary, binary", "text, text"})
  void a_detached_signature_is_verified(String as, String mode) throws IOException {
    var key = key();
    var signature = file("sig", sop(HELLO, "sign", "--as=" + as, key).good());
    var certificate = certificate(key);
    assertThat(sop(HELLO, "verify", signature, certificate).text()).contains("mode:" + mode);
    assertThat(sop("other", "verify", signature, certificate).exit).isEqualTo(3);
    assertThat(
            sop(HELLO, "verify", "--not-before=2027-01-01T00:00:00Z", signature, certificate).exit)
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "text", "clearsigned"})
  void a_message_is_signed_verified_and_taken_apart(String as) throws IOException {
    var key = key();
    var certificate = certificate(key);
    var message = sop(HELLO, "inline-sign", "--as=" + as, key).good();
    assertThat(sop(message, "inline-verify", certificate).text()).isEqualTo(HELLO);
    var signatures = folder.resolve("signatures");
    var content = sop(message, "inline-detach", "--signatures-out=" + signatures).good();
    assertThat(new String(content, UTF_8)).isEqualTo(HELLO);
  }

  @Test
  void passwords_come_from_the_environment() throws IOException {
    var message = sop(HELLO, "encrypt", "--with-password=@ENV:PASSWORD").good();
    assertThat(sop(message, "decrypt", "--with-password=@ENV:PASSWORD").text()).isEqualTo(HELLO);
    assertThat(sop(message, "decrypt", "--with-password=@ENV:OTHER").exit).isEqualTo(29);
    assertThat(sop(message, "decrypt", "--with-password=@ENV:NONE").exit).isEqualTo(61);
  }

  @Test
  void a_protected_key_needs_its_password() throws IOException {
    var key = key("--with-key-password=@ENV:PASSWORD");
    assertThat(sop(HELLO, "sign", key).exit).isEqualTo(67);
    assertThat(sop(HELLO, "sign", "--with-key-password=@ENV:OTHER", key).exit).isEqualTo(67);
    sop(HELLO, "sign", "--with-key-password=@ENV:PASSWORD", key).good();
    var message = sop(HELLO, "encrypt", certificate(key)).good();
    assertThat(sop(message, "decrypt", key).exit).isEqualTo(67);
    var open =
        sop(
                Files.readAllBytes(Path.of(key)),
                "change-key-password",
                "--old-key-password=@ENV:PASSWORD")
            .good();
    sop(message, "decrypt", file("open", open)).good();
  }

  @Test
  void a_revoked_key_can_neither_sign_nor_be_encrypted_to() throws IOException {
    var key = key();
    var revoked = file("revoked", sop(Files.readAllBytes(Path.of(key)), "revoke-key").good());
    assertThat(sop(HELLO, "encrypt", revoked).exit).isEqualTo(17);
    var signature = file("sig", sop(HELLO, "sign", key).good());
    assertThat(sop(HELLO, "verify", signature, revoked).exit).isEqualTo(3);
  }

  @Test
  void armor_goes_on_and_off() throws IOException {
    var binary = sop("", "generate-key", "--no-armor").good();
    var armored = sop(binary, "armor").good();
    assertThat(new String(armored, UTF_8)).startsWith("-----BEGIN PGP PRIVATE KEY BLOCK-----");
    assertThat(sop(armored, "dearmor").good()).isEqualTo(binary);
    assertThat(sop("nonsense", "dearmor").exit).isEqualTo(41);
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, 69",
    "sign, 19",
    "encrypt, 19",
    "encrypt --nonsense, 37",
    "generate-key --profile=nonsense, 89",
    "list-profiles sign, 89",
    "verify missing-signature missing-cert, 61",
    "encrypt @NONSENSE:1, 71",
    "decrypt --verify-with=x key, 23",
    "version --backend --extended, 83",
  })
  void a_wrong_command_line_has_the_drafts_exit_code(String line, int exit) throws IOException {
    var run = sop("", line.split(" ", -1));
    assertThat(run.exit).isEqualTo(exit);
    assertThat(run.err).startsWith("sop: ");
    assertThat(run.out).isEmpty();
  }

  @Test
  void nothing_is_written_of_a_message_that_was_changed() throws IOException {
    var key = key();
    var message = sop(HELLO.repeat(50_000), "encrypt", "--no-armor", certificate(key)).good();
    message[message.length - 4] ^= 1;
    var run = sop(message, "decrypt", key);
    assertThat(run.exit).isEqualTo(41);
    assertThat(run.out).isEmpty();
  }

  @Test
  void a_file_is_never_overwritten() throws IOException {
    var key = key();
    var certificate = certificate(key);
    var message = sop(HELLO, "encrypt", certificate).good();
    var run =
        sop(message, "decrypt", "--verify-with=" + certificate, "--verifications-out=" + key, key);
    assertThat(run.exit).isEqualTo(59);
    assertThat(run.out).isEmpty();
  }
}
