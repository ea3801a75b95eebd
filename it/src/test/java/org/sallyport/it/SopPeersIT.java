package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Peers;

/** Sequoia's sqop and Proton's gosop, both ways, with keys of either side. */
class SopPeersIT {
  /** With octets that are no text, and line ends of both kinds. */
  private static final String CONTENT = "Hello,\r\nworld.\n\0\u00ff\u0080" + "long ".repeat(30_000);

  /** gosop takes everything for UTF-8 and changes what is not. */
  private static String content(String program) {
    return program.equals("gosop") ? "Hello,\nworld.\n".repeat(9_000) : CONTENT;
  }

  private static final String TEXT = "- Hello,\nworld.\n\nFrom me\n";

  @TempDir private Path folder;

  private static String peer(String program, String input, Object... arguments)
      throws IOException, InterruptedException {
    return Command.run(input, Map.of(), program, arguments).expectSuccess();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content, ISO_8859_1);
  }

  /** A key of ours or of the peer's, and its certificate as its owner extracts it. */
  private Path[] key(String program, String maker) throws IOException, InterruptedException {
    Peers.require(program);
    boolean theirs = maker.equals("theirs");
    var key =
        theirs
            ? peer(program, "", "generate-key", "Bob <bob@example.org>")
            : OurSop.good("", "generate-key", "--profile=" + maker, "Alice <alice@example.com>");
    var certificate =
        theirs ? peer(program, key, "extract-cert") : OurSop.good(key, "extract-cert");
    return new Path[] {file(maker + ".key", key), file(maker + ".cert", certificate)};
  }

  @ParameterizedTest
  @CsvSource({
    "sqop, rfc4880", "sqop, rsa3072", "sqop, theirs",
    "gosop, rfc4880", "gosop, rsa3072", "gosop, theirs",
  })
  void signed_and_encrypted_both_ways(String program, String maker) throws Exception {
    var key = key(program, maker);
    var content = content(program);
    var sign = "--sign-with=" + key[0];
    var verify = "--verify-with=" + key[1];
    var forThem = OurSop.good(content, "encrypt", sign, key[1]);
    var told = folder.resolve("they-say");
    assertThat(peer(program, forThem, "decrypt", verify, "--verify-out=" + told, key[0]))
        .isEqualTo(content);
    assertThat(told).content().isNotBlank();
    var forUs = peer(program, content, "encrypt", sign, key[1]);
    var weSay = folder.resolve("we-say");
    assertThat(OurSop.good(forUs, "decrypt", verify, "--verifications-out=" + weSay, key[0]))
        .isEqualTo(content);
    assertThat(weSay).content().contains("mode:binary");
  }

  @ParameterizedTest
  @CsvSource({
    "sqop, rfc4880", "sqop, rsa3072", "sqop, theirs",
    "gosop, rfc4880", "gosop, rsa3072", "gosop, theirs",
  })
  void detached_signatures_both_ways(String program, String maker) throws Exception {
    var key = key(program, maker);
    var content = content(program);
    var ours = file("ours.sig", OurSop.good(content, "sign", key[0]));
    assertThat(peer(program, content, "verify", ours, key[1])).isNotBlank();
    var theirs = file("theirs.sig", peer(program, content, "sign", key[0]));
    assertThat(OurSop.good(content, "verify", theirs, key[1])).contains("mode:binary");
    assertThat(OurSop.run(content + "!", "verify", theirs, key[1]).exit()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqop", "gosop"})
  void passwords_both_ways(String program) throws Exception {
    Peers.require(program);
    var content = content(program);
    var password = "--with-password=" + file("password", "correct horse\n");
    var wrong = "--with-password=" + file("wrong", "battery staple\n");
    assertThat(peer(program, OurSop.good(content, "encrypt", password), "decrypt", password))
        .isEqualTo(content);
    var theirs = peer(program, content, "encrypt", password);
    var read = OurSop.good(theirs, "decrypt", wrong, password);
    // gosop marks it as text, which has CR LF on the way (RFC 9580 section 5.9)
    assertThat(program.equals("gosop") ? read.replace("\r\n", "\n") : read).isEqualTo(content);
    assertThat(OurSop.run(theirs, "decrypt", wrong).exit()).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "text", "clearsigned"})
  void sqop_and_we_read_each_others_signed_messages(String as) throws Exception {
    for (var maker : new String[] {"rfc4880", "theirs"}) {
      var key = key("sqop", maker);
      var ours = OurSop.good(TEXT, "inline-sign", "--as=" + as, key[0]);
      assertThat(peer("sqop", ours, "inline-verify", key[1])).isEqualTo(TEXT);
      var theirs = peer("sqop", TEXT, "inline-sign", "--as=" + as, key[0]);
      assertThat(OurSop.good(theirs, "inline-verify", key[1])).isEqualTo(TEXT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqop", "gosop"})
  void a_message_that_was_changed_is_refused_by_both(String program) throws Exception {
    var key = key(program, "rfc4880");
    var message = new StringBuilder(OurSop.good(CONTENT, "encrypt", "--no-armor", key[1]));
    message.setCharAt(message.length() - 9, (char) (message.charAt(message.length() - 9) ^ 1));
    assertThat(OurSop.run(message.toString(), "decrypt", key[0]).exit()).isEqualTo(41);
    assertThat(Command.run(message.toString(), Map.of(), program, "decrypt", key[0]).exit())
        .isNotZero();
  }

  @Test
  void armor_is_the_same_on_both_sides() throws Exception {
    var key = Files.readString(key("sqop", "rfc4880")[0], ISO_8859_1);
    var binary = peer("sqop", key, "dearmor");
    assertThat(OurSop.good(key, "dearmor")).isEqualTo(binary);
    assertThat(OurSop.good(peer("sqop", binary, "armor"), "dearmor")).isEqualTo(binary);
  }
}
