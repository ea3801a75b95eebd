package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.BeginsFirst;
import org.sallyport.testkit.TestPki;

/**
 * The client's own commands at a real server, with OpenLDAP and Postfix behind it: people enrol in
 * every way, have keys of every mode, and write to one another.
 */
// Its tests in turn; @Execution(SAME_THREAD) would put all such classes into one thread.
@ResourceLock("PeopleIT")
// Dozens of programs are started in turn, beside other tests that do the same.
@BeginsFirst
@Timeout(300)
final class PeopleIT {
  private static final Pattern TOKEN = Pattern.compile("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}");
  private static final Pattern UNTIL = Pattern.compile("until (\\d{4}-\\d\\d-\\d\\d)");

  @TempDir private Path folder;

  private String directory(Slapd slapd) throws Exception {
    Files.writeString(folder.resolve("password"), Slapd.PASSWORD);
    return """
      directory:
        connections: [{ url: "ldaps://127.0.0.1:%d", trust: %s, name: ldap.example.com }]
        bind-dn: "%s"
        password: file:%s
        base-dn: "ou=people,dc=example,dc=com"
    """
        .formatted(
            slapd.tlsPort(),
            TestPki.shared().writeTrust(folder),
            Slapd.ADMIN,
            folder.resolve("password"));
  }

  @Test
  void one_enrols_by_openldap_and_one_by_a_token_of_postfix_and_they_write_to_each_other()
      throws Exception {
    var pair = TestPki.write(folder, "ldap", TestPki.shared().rsaServer("ldap.example.com"));
    try (var slapd = Slapd.start(folder, "slapd", pair);
        var postfix = Postfix.start(folder, "postfix")) {
      slapd.addPerson("ada", "lovelace");
      slapd.describe("ada", "mail: ada@example.com");
      var sections =
          directory(slapd)
              + "  mail: { relay: \"127.0.0.1:%d\", tls: opportunistic, from: keys@example.com }\n"
                  .formatted(postfix.port());
      try (var servers = new KeyServers(folder, sections)) {
        servers.start(KeyServers.SECOND);
        var ada = byPassword(servers);
        var bob = byToken(servers, postfix);
        letter(ada, "ada", bob, "bob");
        letter(bob, "bob", ada, "ada");
        assertThat(servers.machines("ada")).isOne();
        assertThat(servers.machines("bob")).isOne();
      }
    }
  }

  private ClientMachine byPassword(KeyServers servers) throws Exception {
    var ada = new ClientMachine(folder, "ada");
    var wrong = ada.write("wrong", "babbage");
    var right = ada.write("right", "lovelace");
    var stamp = servers.stamp();
    var refused = ada.run("enrol", "--stamp", stamp, "--user", "ada", "--secret", wrong);
    assertThat(refused.exit()).as(refused.all()).isOne();
    assertThat(ada.done("enrol", "--stamp", stamp, "--user", "ada", "--secret", right))
        .contains("enrolled as ada <ada@example.com>", "SKM");
    return ada;
  }

  private ClientMachine byToken(KeyServers servers, Postfix postfix) throws Exception {
    var bob = new ClientMachine(folder, "bob");
    assertThat(bob.done("enrol", "--stamp", servers.stamp(), "--address", "bob@example.com"))
        .contains("on its way to bob@example.com");
    var delivered = TOKEN.matcher(postfix.awaitMessage()).results().findFirst().orElseThrow();
    assertThat(bob.run("status").all()).contains("waits for the token");
    var wrong = bob.write("wrong", "AAAA-BBBB-CCCC-DDDD");
    assertThat(bob.run("enrol", "--secret", wrong).exit()).isOne();
    var token = bob.write("token", delivered.group());
    assertThat(bob.done("enrol", "--secret", token)).contains("enrolled as bob@example.com");
    return bob;
  }

  private static void letter(ClientMachine from, String sender, ClientMachine to, String receiver)
      throws Exception {
    letter(from, sender, to, receiver, from.write("none", ""), to.write("none", ""));
  }

  /** Encrypted and signed there, decrypted and verified here. */
  private static void letter(
      ClientMachine from, String sender, ClientMachine to, String receiver, Path ours, Path theirs)
      throws Exception {
    var letter = from.write("letter", "meet me at nine, " + receiver);
    var sealed = from.file("letter.pgp");
    var address = receiver + "@example.com";
    var told =
        from.run("encrypt", letter, "--to", address, "--sign", "--force", "--passphrase", ours);
    assertThat(told.exit()).as(told.all()).isZero();
    assertThat(told.err()).contains("the organisation vouches for it").doesNotContain("WARNING");
    assertThat(Files.readString(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("nine");
    var read = to.file("received");
    var signer = sender + "@example.com";
    assertThat(
            to.run(
                    "decrypt",
                    sealed,
                    "--from",
                    signer,
                    "--output",
                    read,
                    "--force",
                    "--passphrase",
                    theirs)
                .all())
        .contains("signed   by", signer);
    assertThat(read).hasContent("meet me at nine, " + receiver);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CKM", "GKM", "SCKM"})
  void keys_of_every_mode_are_made_used_and_renewed(String mode) throws Exception {
    try (var servers = new KeyServers(folder, "")) {
      servers.start(KeyServers.SECOND);
      servers.keys(
          "{\"mode\":\"%s\",\"validSeconds\":172800,\"renewBeforeSeconds\":3600}".formatted(mode));
      var ada = enrolled(servers, "ada", mode);
      var bob = enrolled(servers, "bob", mode);
      letter(ada, "ada", bob, "bob", ada.file("passphrase"), bob.file("passphrase"));

      servers.keys(
          "{\"mode\":\"%s\",\"validSeconds\":864000,\"renewBeforeSeconds\":432000}"
              .formatted(mode));
      var before = until(ada);
      assertThat(ada.done("sync", "--passphrase", ada.file("passphrase"))).contains("renewed");
      assertThat(until(ada)).isGreaterThan(before);
      letter(bob, "bob", ada, "ada", bob.file("passphrase"), ada.file("passphrase"));
      assertThat(servers.keysOf("ada")).isOne();
    }
  }

  private ClientMachine enrolled(KeyServers servers, String person, String mode) throws Exception {
    var machine = new ClientMachine(folder, person);
    machine.write("passphrase", "the passphrase of " + person);
    assertThat(
            machine.done(
                "enrol",
                "--stamp",
                servers.stamp(),
                "--method",
                "code",
                "--secret",
                servers.code(person),
                "--passphrase",
                machine.file("passphrase")))
        .contains("enrolled as", mode + ", made here");
    return machine;
  }

  private static String until(ClientMachine machine) throws Exception {
    var shown = machine.done("status");
    var until = UNTIL.matcher(shown.substring(shown.lastIndexOf("\nkey")));
    assertThat(until.find()).as(shown).isTrue();
    return until.group(1);
  }
}
