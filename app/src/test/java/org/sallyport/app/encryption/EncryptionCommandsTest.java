package org.sallyport.app.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.app.Invocation;
import org.sallyport.app.node.Node;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.TestPki;

class EncryptionCommandsTest {
  @TempDir private Path folder;
  private Path file;
  private Optional<Node> node = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    var pki = TestPki.shared();
    Files.writeString(folder.resolve("admin.token"), "0123456789abcdef0123456789abcdef");
    Files.writeString(folder.resolve("ignition.key"), "an ignition passphrase");
    var own = TestPki.write(folder, "keys", pki.server("localhost", "127.0.0.1"));
    file = folder.resolve("node.yaml");
    Files.writeString(
        file,
        """
        node: keys1
        admin: { listen: 127.0.0.1:%d, token: file:admin.token }
        encryption:
          listen: 127.0.0.1:0
          certificates: [{ chain: %s, key: 'file:%s' }]
          organisation: Example Ltd
          domains: [example.com]
          store: { path: encryption.db }
        """
            .formatted(FreePorts.take(), own.chain(), own.key()));
    node =
        Optional.of(
            switch (Node.start(file, "0")) {
              case Node.Starting.Running(var running) -> running;
              case Node.Starting.Refused(var report) -> throw new AssertionError(report);
            });
  }

  @AfterEach
  void stop() {
    node.ifPresent(Node::close);
  }

  private Invocation run(String... words) {
    var all = new ArrayList<>(List.of("encryption"));
    all.addAll(List.of(words));
    all.addAll(List.of("--node", file.toString()));
    return Invocation.of(all.toArray(String[]::new));
  }

  private Invocation unlocked() {
    return run("unlock", "--passphrase", "file:" + folder.resolve("ignition.key"));
  }

  @Test
  void a_new_server_is_unlocked_and_shows_how_it_is() {
    assertThat(run("status").out()).contains("vault: uninitialised");
    assertThat(unlocked().out()).contains("state: open");
    assertThat(run("status").out()).contains("vault: open", "consumers: 0");
  }

  @Test
  void a_code_is_made_listed_and_withdrawn() {
    unlocked();
    var made = run("code", "issue", "ada@example.com", "--days", "3");

    assertThat(made.out()).containsPattern("code: [A-Z0-9]{4}-");
    var id = made.out().replaceFirst("(?s).*id: (k_\\S+).*", "$1");
    assertThat(run("code", "list").out()).contains("ada@example.com", id);
    assertThat(run("code", "withdraw", id).exit()).isZero();
    assertThat(run("code", "withdraw", id).exit()).isEqualTo(1);
  }

  @Test
  void the_mail_queue_is_listed_and_asked_for_messages_that_are_not_there() {
    unlocked();
    assertThat(run("queue", "list", "--search", "bob").out()).contains("due: 0", "inHand: 0");
    assertThat(run("queue", "retry", "--all").out()).contains("deliveries: 0");
    assertThat(run("queue", "retry").err()).contains("Say which message, or --all.");
    for (var wish : List.of("show", "retry", "give-up", "drop")) {
      var answer = run("queue", wish, "q_nothing");
      assertThat(answer.exit()).as(wish).isEqualTo(1);
      assertThat(answer.err()).as(wish).contains("q_nothing");
    }
  }

  @Test
  void a_server_without_web_mail_says_so() {
    unlocked();
    for (var wish :
        List.of(
            List.of("web-mail", "list"),
            List.of("web-mail", "show", "ada@partner.example"),
            List.of("web-mail", "unlock", "ada@partner.example"),
            List.of("web-mail", "reset", "ada@partner.example"),
            List.of("web-mail", "delete", "ada@partner.example"),
            List.of("web-mail", "quota", "ada@partner.example", "1MiB"),
            List.of("web-mail", "quota", "ada@partner.example", "usual"))) {
      var answer = run(wish.toArray(String[]::new));
      assertThat(answer.exit()).as(wish.toString()).isEqualTo(1);
      assertThat(answer.err()).as(wish.toString()).contains("encryption.web-mail");
    }
    assertThat(run("web-mail", "quota", "ada@partner.example", "much").exit()).isEqualTo(2);
  }

  @Test
  void policies_and_groups_are_changed_from_files() throws IOException {
    unlocked();
    var policy = Files.writeString(folder.resolve("p.json"), "{\"keys\":{\"mode\":\"CKM\"}}");
    var group =
        Files.writeString(
            folder.resolve("g.json"),
            """
            {"name":"Staff","policy":"Default",
             "criteria":[{"attribute":"mail","operator":"present"}]}\
            """);

    assertThat(run("policy", "change", "Default", policy.toString()).out())
        .contains("version: 2", "mode: CKM");
    assertThat(run("policy", "roll-back", "Default", "1").out()).contains("version: 3");
    assertThat(run("group", "add", group.toString()).err()).isEmpty();
    assertThat(run("group", "list").out()).contains("Staff", "Default");
    assertThat(run("group", "remove", "Staff").exit()).isZero();
  }

  @Test
  void mail_rules_are_changed_from_files_and_tried() throws IOException {
    unlocked();
    var shown = run("rules", "show", "--json").out();
    var file = folder.resolve("rules.json");
    Files.writeString(file, shown.replace("Asked for by the sender", "Asked for"));
    var message = folder.resolve("message.eml");
    Files.writeString(
        message, "From: ada@example.com\r\nSubject: [encrypt] plans\r\n\r\nHello.\r\n");

    var draft = run("rules", "try", message.toString(), "--to", "bob@else.example", "--json");
    assertThat(draft.out()).contains("Asked for by the sender");
    assertThat(run("rules", "put", file.toString(), "--note", "shorter").out())
        .contains("version: 2", "note: shorter");
    assertThat(run("rules", "put", file.toString()).exit()).isEqualTo(1);
    assertThat(run("rules", "history").out()).contains("shorter", "from the beginning");
    assertThat(run("rules", "show", "1").out()).contains("Asked for by the sender");
    assertThat(run("rules", "restore", "1").out()).contains("version: 3");
    assertThat(run("rules", "put", message.toString()).err()).contains("it is no JSON");
    assertThat(run("trace", "list").out()).contains("traces:");
    assertThat(run("trace", "show", "t_none").exit()).isEqualTo(1);
  }

  @Test
  void an_administrators_token_does_what_its_owner_may() throws IOException {
    unlocked();
    assertThat(run("administrator", "create", "rob", "--role", "read-only").out())
        .contains("password: ", "otpauth://");
    var issued = run("administrator", "token", "rob", "--for", "report").out();
    var token = folder.resolve("rob.token");
    Files.writeString(token, issued.replaceFirst("(?s).*token: (sat_\\S+).*", "$1"));

    var source = "file:" + token;
    assertThat(run("audit", "--token", source).out()).contains("api-token-issued", "report");
    var refused = run("code", "issue", "ada@example.com", "--token", source);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("rob may not do that");
  }

  @Test
  void the_organisation_key_is_shown_renewed_and_replaced_by_its_whole_fingerprint() {
    unlocked();
    var shown = run("organisation", "show").out();
    var fingerprint = shown.replaceFirst("(?s).*?fingerprint: ([0-9A-F]{40}).*", "$1");
    assertThat(shown).contains("Example Ltd", "until: ");
    assertThat(run("organisation", "renew").out()).contains(fingerprint);
    assertThat(run("organisation", "certificate").out()).contains("BEGIN PGP PUBLIC KEY BLOCK");
    assertThat(run("organisation", "replace", "0123").err()).contains(fingerprint);
    assertThat(run("organisation", "replace", fingerprint).out()).contains("former", fingerprint);
    assertThat(run("organisation", "replace", fingerprint).exit()).isEqualTo(1);
  }

  @Test
  void lists_are_narrowed_to_what_needs_somebody() {
    unlocked();
    assertThat(run("key", "list", "--ending", "30").exit()).isZero();
    assertThat(run("key", "list", "--state", "revoked").exit()).isZero();
    assertThat(run("key", "list", "--ending", "soon").err()).contains("a number of days");
    assertThat(run("machine", "list", "--silent", "30").exit()).isZero();
    assertThat(run("trusted", "list").exit()).isZero();
    assertThat(run("letter", "list", "--state", "failed").exit()).isZero();
    assertThat(run("letter", "awaited").exit()).isZero();
  }

  @Test
  void what_is_missing_is_said() {
    assertThat(run("consumer").exit()).isEqualTo(2);
    assertThat(Invocation.of("encryption", "consumer").err())
        .contains("disable, enable, list, relink, show");
    assertThat(run("consumer", "show", "nobody@example.com").exit()).isEqualTo(1);
    assertThat(run("unlock", "--passphrase", "hunter2").err()).contains("file:PATH or env:NAME");
  }

  @Test
  void logs_are_listed_and_exported() {
    unlocked();
    assertThat(run("log", "list", "--level", "error").exit()).isZero();
    assertThat(run("log", "export").out()).startsWith("position,received");
  }

  /** What the bundle's launcher runs, without the launcher. */
  @Test
  void a_client_bundle_is_unpacked_and_runs() throws Exception {
    unlocked();
    var port =
        Files.readString(file).replaceFirst("(?s).*admin: \\{ listen: 127.0.0.1:(\\d+).*", "$1");
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/encryption/bundle"))
            .header("Authorization", "Bearer 0123456789abcdef0123456789abcdef")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"servers\":[\"localhost\",\"keys2.example.com\"]}"))
            .build();
    byte[] bytes;
    try (var http = HttpClient.newHttpClient()) {
      bytes = http.send(request, BodyHandlers.ofByteArray()).body();
    }
    var unpacked = folder.resolve("unpacked");
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var target = unpacked.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        Files.write(target, zip.readAllBytes());
      }
    }
    var home = unpacked.resolve("sallyport-client");

    assertThat(Files.readString(home.resolve("stamp.json")))
        .contains("\"localhost\",\"keys2.example.com\"", "Example Ltd", "organisationKey");
    try (var libraries = Files.list(home.resolve("lib"))) {
      assertThat(libraries.map(each -> each.getFileName().toString()))
          .noneMatch(name -> name.startsWith("netty") || name.startsWith("jetty"));
    }
    var builder =
        new ProcessBuilder("sh", home.resolve("sallyport-client").toString(), "--version");
    builder.environment().put("SALLYPORT_JAVA_HOME", System.getProperty("java.home"));
    var process = builder.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("sallyport");
    assertThat(run("status").out()).contains("keys2.example.com");
  }
}
