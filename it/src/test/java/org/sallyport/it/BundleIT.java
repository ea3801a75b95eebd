package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.BeginsFirst;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Readiness;
import org.sallyport.testkit.TestPki;

/**
 * What people install, from the packaged program: a server of {@code lib/sallyport.jar} makes the
 * bundle, which is unpacked elsewhere and works there with nothing but Java and its stamp.
 */
@BeginsFirst
final class BundleIT {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]+)\"");

  @TempDir private Path folder;

  private static List<String> packaged(Object... words) {
    var line = Program.command();
    for (var word : words) {
      line.add(word.toString());
    }
    return line;
  }

  private Path node() {
    return folder.resolve("node.yaml");
  }

  private PeerProcess server(int port) throws Exception {
    TestPki.write(folder, "keys", TestPki.shared().server("localhost"));
    Files.writeString(folder.resolve("ignition"), "0123456789abcdef0123456789abcdef");
    var node =
        Files.writeString(
            node(),
            """
            node: keys1
            admin: { listen: 127.0.0.1:%d }
            encryption:
              listen: 127.0.0.1:%d
              certificates: [{ chain: keys.pem, key: file:keys.key }]
              store: { path: encryption.db }
              ignition: file:ignition
              organisation: Example Ltd
              domains: [example.com]
            """
                .formatted(FreePorts.take(), port));
    return PeerProcess.start(packaged("run", node), folder, Readiness.output("\\bready\\b"));
  }

  private String administer(Object... words) throws Exception {
    var all = new ArrayList<Object>(List.of("encryption"));
    all.addAll(List.of(words));
    all.addAll(List.of("--node", node()));
    return Command.run("", Map.of(), packaged(all.toArray())).expectSuccess();
  }

  private Path code(String person) throws Exception {
    var code = CODE.matcher(administer("code", "issue", person + "@example.com", "--json"));
    assertThat(code.find()).isTrue();
    return Files.writeString(folder.resolve(person + ".code"), code.group(1));
  }

  private static void unpack(Path zip, Path into) throws IOException {
    try (var file = new ZipFile(zip.toFile())) {
      for (var entry : file.stream().toList()) {
        var target = into.resolve(entry.getName()).normalize();
        assertThat(target).startsWithRaw(into);
        Files.createDirectories(target.getParent());
        try (var content = file.getInputStream(entry)) {
          Files.copy(content, target);
        }
      }
    }
  }

  /** As on another machine: no variable of ours, no class path, another home. */
  private static Command.Result client(Path home, Object... words) throws Exception {
    var line =
        new ArrayList<Object>(
            List.of(
                "-i",
                "PATH=/usr/bin:/bin",
                "XDG_CONFIG_HOME=" + home.resolve("config"),
                "JAVA_HOME=" + JAVA_HOME,
                "sh",
                home.resolve("sallyport-client/sallyport-client")));
    line.addAll(List.of(words));
    return Command.run("", Map.of(), "env", line.toArray());
  }

  @Test
  void the_bundle_of_a_packaged_server_enrols_with_its_stamp_and_works_elsewhere()
      throws Exception {
    int port = FreePorts.take();
    try (var _ = server(port)) {
      var zip = folder.resolve("client.zip");
      var trust = TestPki.shared().writeTrust(folder);
      administer("bundle", "--server", "localhost:" + port, "--trust", trust, "--output", zip);
      var adas = installed(zip, "ada");
      var bobs = installed(zip, "bob");
      assertThat(Files.readString(adas.resolve("sallyport-client/stamp.json")))
          .contains("localhost:" + port, "BEGIN CERTIFICATE", "organisationKey");

      var letter = Files.writeString(adas.resolve("letter"), "meet me at nine");
      client(adas, "encrypt", letter, "--to", "bob@example.com", "--sign").expectSuccess();
      var read = bobs.resolve("read");
      var sealed = adas.resolve("letter.pgp");
      client(bobs, "decrypt", sealed, "--from", "ada@example.com", "--output", read)
          .expectSuccess();
      assertThat(read).hasContent("meet me at nine");
      assertThat(client(bobs, "status", "--json").expectSuccess())
          .contains("\"enrolment\":\"enrolled\"", "bob@example.com");
      assertThat(client(bobs, "completion", "bash").expectSuccess()).contains("sallyport-client");
      assertThat(client(bobs, "--version").exit()).isZero();
    }
  }

  private Path installed(Path zip, String person) throws Exception {
    var home = Files.createDirectories(folder.resolve("home-" + person));
    unpack(zip, home);
    try (var jars = Files.list(home.resolve("sallyport-client/lib"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .noneMatch(name -> name.startsWith("netty") || name.startsWith("jetty"))
          .noneMatch(name -> name.startsWith("encryption") || name.startsWith("authority"));
    }
    var stamp = home.resolve("sallyport-client/stamp.json");
    assertThat(
            client(home, "enrol", "--stamp", stamp, "--method", "code", "--secret", code(person))
                .expectSuccess())
        .contains("enrolled as " + person + "@example.com");
    return home;
  }
}
