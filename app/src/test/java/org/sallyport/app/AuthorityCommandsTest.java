package org.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.app.node.AuthorityRole;
import org.sallyport.app.node.Node;
import org.sallyport.authority.role.Authority;
import org.sallyport.oath.OtpAuthUri;
import org.sallyport.oath.Totp;
import org.sallyport.testkit.TestPki;

class AuthorityCommandsTest {
  private final TestPki pki = TestPki.shared();
  @TempDir private Path folder;
  private Node node;
  private Authority authority;

  @BeforeEach
  void start() throws IOException {
    TestPki.write(folder, "authority", pki.server("localhost", "127.0.0.1"));
    TestPki.write(folder, "console", pki.client("console.example.com"));
    pki.writeTrust(folder);
    Files.writeString(folder.resolve("ignition.key"), "0123456789abcdef0123456789abcdef");
    var file =
        Files.writeString(
            folder.resolve("authority.yaml"),
            """
            node: authority1
            admin: { listen: 127.0.0.1:0 }
            authority:
              listen: 127.0.0.1:0
              certificates: [{ chain: authority.pem, key: file:authority.key }]
              client-trust: trust.pem
              tenants:
                example:
                  clients:
                    console: { name: console.example.com, role: administrator }
              devices:
                listen: 127.0.0.1:0
                certificates: [{ chain: authority.pem, key: file:authority.key }]
                url: https://push.example.com
              store: { path: data/authority.db }
              ignition: file:ignition.key
              drain-time: 100ms
            """);
    node =
        switch (Node.start(file, "test")) {
          case Node.Starting.Running(var running) -> running;
          case Node.Starting.Refused(var report) -> throw new AssertionError(report);
        };
    authority = node.role(AuthorityRole.class).authority();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Invocation run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--authority",
            "https://127.0.0.1:" + authority.port(),
            "--client",
            folder.resolve("console.pem").toString(),
            "--key",
            folder.resolve("console.key").toString(),
            "--trust",
            folder.resolve("trust.pem").toString()));
    return Invocation.of(all.toArray(String[]::new));
  }

  private Invocation fine(String... arguments) {
    var run = run(arguments);
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.FINE);
    return run;
  }

  private Invocation device(String... arguments) {
    var all = new ArrayList<>(List.of("device"));
    all.addAll(List.of(arguments));
    all.addAll(
        List.of(
            "--state",
            folder.resolve("phone.key").toString(),
            "--trust",
            folder.resolve("trust.pem").toString()));
    return Invocation.of(all.toArray(String[]::new));
  }

  @Test
  void users_are_made_shown_changed_and_removed() throws IOException {
    assertThat(fine("user", "add", "Anna", "--external-id", "4711").out()).contains("anna", "4711");
    assertThat(run("user", "add", "anna").exit()).isEqualTo(Exit.FINDINGS);
    assertThat(fine("user", "disable", "anna").out()).contains("disabled");
    assertThat(fine("user", "enable", "anna").out()).contains("active");
    assertThat(fine("user", "unlock", "anna").out()).contains("anna");
    var file = Files.writeString(folder.resolve("users.csv"), "# people\nanna\nbert,12\n");
    assertThat(fine("user", "import", file.toString()).out())
        .isEqualToIgnoringNewLines("1 made, 1 were there already");
    assertThat(fine("user", "list", "--search", "b").out()).contains("bert").doesNotContain("anna");
    assertThat(fine("user", "show", "bert", "--json").out()).contains("\"externalId\":\"12\"");
    assertThat(fine("user", "remove", "bert").out()).isEqualToIgnoringNewLines("removed");
    assertThat(run("user", "show", "bert").err()).contains("no user has that name");
  }

  @Test
  void credentials_are_added_tried_changed_and_removed() {
    fine("user", "add", "anna");
    var added = fine("credential", "add", "anna", "--name", "phone").out();
    assertThat(added).contains("█", "▀", "phone");
    var uri = OtpAuthUri.parse(first("otpauth://\\S+", added));
    var id = first("c_[0-9A-Za-z_-]+", added);
    var code = new Totp(uri.form(), uri.period()).code(uri.seed(), Instant.now());
    assertThat(fine("credential", "test", "anna", id, code).out())
        .isEqualToIgnoringNewLines("right");
    assertThat(fine("credential", "rename", "anna", id, "old phone").out()).contains("old phone");
    assertThat(fine("credential", "disable", "anna", id).out()).contains("disabled");
    assertThat(fine("credential", "enable", "anna", id).out()).contains("enabled");
    assertThat(run("credential", "resync", "anna", id, "000000", "000000").exit())
        .isEqualTo(Exit.FINDINGS);
    assertThat(fine("credential", "temporary-code", "anna").out())
        .containsPattern("^[0-9]{8} until");
    assertThat(fine("credential", "remove", "anna", id).out()).contains("removed");
    assertThat(fine("credential", "list", "anna").out()).doesNotContain(id);
  }

  private static String first(String pattern, String text) {
    var match = Pattern.compile(pattern).matcher(text);
    assertThat(match.find()).as(text).isTrue();
    return match.group();
  }

  @Test
  void a_delivery_of_devices_is_imported() throws IOException {
    fine("user", "add", "anna");
    var file =
        Files.writeString(
            folder.resolve("tokens.csv"),
            "user,serial,type,secret\nanna,SN1,hotp,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n");
    assertThat(fine("credential", "import", file.toString()).out()).contains("1 added");
    assertThat(fine("credential", "list", "anna").out()).contains("SN1", "hotp");
    Files.writeString(
        file, Files.readString(file) + "anna,SN2,totp,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJR\n");
    assertThat(fine("credential", "import", file.toString()).out())
        .isEqualToIgnoringNewLines("1 added, 1 were there already");
    var wrong = Files.writeString(folder.resolve("wrong.csv"), "user,type,secret\nanna,hotp,!\n");
    var refused = run("credential", "import", wrong.toString());
    assertThat(refused.exit()).isEqualTo(Exit.USAGE);
    assertThat(refused.err()).contains("wrong.csv: line 2");
  }

  @Test
  void a_device_in_a_terminal_enrols_with_a_key_that_only_its_owner_reads() throws IOException {
    fine("user", "add", "anna");
    var invited = fine("device", "invite", "anna").out();
    assertThat(invited).contains("https://push.example.com");
    var activation = first("\\S+", invited);
    var url = "https://127.0.0.1:" + authority.devicePort().orElseThrow();

    assertThat(device("enrol", url, "AAAA-AAAA-AAAA").exit()).isEqualTo(Exit.FINDINGS);
    assertThat(device("enrol", url, activation).out()).contains("enrolled d_");
    assertThat(device("enrol", url, activation).exit()).isEqualTo(Exit.USAGE);
    var mode = Files.getPosixFilePermissions(folder.resolve("phone.key"));
    assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    assertThat(device("wait", "--for", "1").exit()).isEqualTo(Exit.FINDINGS);
    assertThat(device("approve", "a_nothing", "42").exit()).isEqualTo(Exit.FINDINGS);
    assertThat(device("deny", "a_nothing").exit()).isEqualTo(Exit.FINDINGS);
  }

  @Test
  void what_is_missing_is_said() {
    assertThat(Invocation.of("user", "list").err()).contains("--authority URL");
    assertThat(Invocation.of("user", "list", "--authority", "https://127.0.0.1:1").err())
        .contains("--client, --key and --trust");
    assertThat(Invocation.of("user").err()).contains("say what to do");
  }
}
