package org.sallyport.encryption.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.administrator.AdministratorRole;
import org.sallyport.encryption.client.Added;
import org.sallyport.encryption.client.Machine;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.log.LogReading;

/** Pages and operations about people, groups, policies and logs. */
class PagesTest {
  @TempDir private Path folder;
  private RunningConsole console;

  @BeforeEach
  void start() throws IOException {
    console = RunningConsole.open(folder);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private Consumer person(String address) {
    return console
        .domain
        .store()
        .write(
            tx ->
                console
                    .domain
                    .consumers()
                    .admit(tx, "test", NewConsumer.of(Address.of(address).orElseThrow(), "code")));
  }

  private String machine(Consumer owner) {
    var added =
        console
            .domain
            .store()
            .write(
                tx ->
                    console
                        .domain
                        .clients()
                        .add(
                            tx, owner, new Machine(new byte[32], "laptop", "linux amd64"), "code"));
    return ((Added.Done) added).client().id();
  }

  @Test
  void a_person_is_found_and_shown_with_machine_group_and_policy() {
    var ada = person("ada@example.com");
    machine(ada);
    var browser = console.signedIn("desk", AdministratorRole.READ_ONLY);

    assertThat(browser.get("/encryption/consumers?search=ada").body())
        .contains("ada@example.com", "active");
    assertThat(browser.get("/encryption/consumers?search=bob").body()).contains("Nobody matches.");
    assertThat(browser.get(ConsumersPage.address(ada.id())).body())
        .contains("laptop", "linux amd64", "Default", "matched group")
        .doesNotContain("Disable", "Revoke", "one-time code</button>");
    assertThat(browser.get(ConsumersPage.address("u_0")).statusCode()).isEqualTo(404);
  }

  @Test
  void a_service_desk_disables_people_and_revokes_machines() {
    var ada = person("ada@example.com");
    var machine = machine(ada);
    var browser = console.signedIn("desk", AdministratorRole.SERVICE_DESK);

    assertThat(browser.after("/encryption/consumer/disable", Map.of("id", ada.id())))
        .contains("may not use the server any more", "disabled", "Enable");
    assertThat(
            browser.after(
                "/encryption/consumer/revoke-client", Map.of("id", ada.id(), "client", machine)))
        .contains("it has to enrol anew", "revoked");
  }

  @Test
  void a_code_is_made_shown_once_and_withdrawn() {
    var browser = console.signedIn("desk", AdministratorRole.SERVICE_DESK);
    browser.get("/encryption/enrolments");
    var shown =
        browser.post(
            "/encryption/enrolments/issue", Map.of("address", "bob@example.com", "days", "3"));

    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).containsPattern("[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}");
    assertThat(browser.get("/encryption/enrolments").body())
        .contains("bob@example.com", "waiting", "Withdraw");
    assertThat(
            browser.after(
                "/encryption/enrolments/issue", Map.of("address", "bob@elsewhere.example")))
        .contains("is of no domain that this server manages");
  }

  @Test
  void groups_are_added_moved_and_removed() {
    var browser = console.signedIn("ada", AdministratorRole.FULL);
    for (var name : new String[] {"Staff", "Board"}) {
      assertThat(
              browser.after(
                  "/encryption/group/add",
                  Map.of(
                      "name",
                      name,
                      "policy",
                      "Default",
                      "match",
                      "any",
                      "criteria",
                      "department equals " + name + "\ndomain equals example.com")))
          .contains(name + ": done.", "any of: department equals " + name);
    }
    var groups = console.domain.store().read(console.domain.groups()::all);
    assertThat(groups).extracting(group -> group.name()).startsWith("Staff", "Board");
    browser.after("/encryption/group/move", Map.of("id", groups.get(1).id(), "place", "0"));
    assertThat(console.domain.store().read(console.domain.groups()::all))
        .extracting(group -> group.name())
        .startsWith("Board", "Staff");
    assertThat(browser.get(GroupsPage.address(groups.getFirst().id())).body())
        .contains("department equals Staff", "Remove");
    assertThat(browser.after("/encryption/group/remove", Map.of("id", groups.getFirst().id())))
        .contains("Staff: done.");
  }

  @Test
  void a_test_that_cannot_be_read_is_refused_with_what_was_expected() {
    var browser = console.signedIn("ada", AdministratorRole.FULL);
    browser.get("/encryption/groups");
    var answer =
        browser.post(
            "/encryption/group/add",
            Map.of(
                "name", "X", "policy", "Default", "match", "all", "criteria", "department is X"));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("equals, contains", "department is X");
  }

  private static Map<String, String> policy(String version, String mode, String interval) {
    return Map.ofEntries(
        Map.entry("name", "Default"),
        Map.entry("version", version),
        Map.entry("mode", mode),
        Map.entry("profile", "CURVE25519_V4"),
        Map.entry("valid", "365"),
        Map.entry("renew", "30"),
        Map.entry("interval", interval),
        Map.entry("grace", "14"),
        Map.entry("after", "allow"),
        Map.entry("level", "warn"),
        Map.entry("note", "as the board wants"));
  }

  @Test
  void a_policy_is_changed_by_its_form_and_brought_back() {
    var browser = console.signedIn("ada", AdministratorRole.FULL);

    assertThat(browser.after("/encryption/policy/edit", policy("1", "CKM", "60")))
        .contains("Version 2 is in force.", "as the board wants", "keys/mode: ");
    assertThat(browser.after("/encryption/policy/edit", policy("1", "SKM", "60")))
        .contains("Somebody else has made version 2 meanwhile");
    assertThat(
            browser.after(
                "/encryption/policy/roll-back", Map.of("name", "Default", "version", "1")))
        .contains("Version 3 is in force.", "as version 1");
    assertThat(browser.post("/encryption/policy/edit", policy("3", "CKM", "soon")).body())
        .contains("client/updateIntervalSeconds");
  }

  @Test
  void whoever_may_only_read_sees_a_policy_without_a_form() {
    var browser = console.signedIn("rob", AdministratorRole.READ_ONLY);
    assertThat(browser.get("/encryption/policy?name=Default").body())
        .contains("the server has the whole key", "24 hours")
        .doesNotContain("Save", "Go back");
    assertThat(browser.post("/encryption/policy/edit", policy("1", "CKM", "60")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_key_is_shown_recovered_with_a_reason_and_revoked() {
    var ada = person("ada@example.com");
    var made = (Kept.Done) console.domain.keys().own().make("test", ada);
    var hex = made.key().fingerprint().hex();
    var kay = console.signedIn("kay", AdministratorRole.KEY_MANAGER);

    assertThat(kay.get("/encryption/keys?search=ada").body()).contains("ada@example.com", "SKM");
    assertThat(kay.get(KeysPage.address(made.key().fingerprint())).body())
        .contains("Recover", "Revoke", "the server has the whole key");
    assertThat(kay.get("/encryption/key/certificate?fingerprint=" + hex).body())
        .contains("BEGIN PGP PUBLIC KEY BLOCK");
    var recovered =
        kay.post(
            "/encryption/key/recover",
            Map.of(
                "fingerprint", hex,
                "reason", "lost laptop",
                "passphrase", "a passphrase for the file"));
    assertThat(recovered.body()).contains("BEGIN PGP MESSAGE");
    assertThat(kay.get("/encryption/audit").body()).contains("key-recovered", "lost laptop");
    assertThat(
            kay.after("/encryption/key/revoke", Map.of("fingerprint", hex, "why", "COMPROMISED")))
        .contains("The key is revoked.", "revoked");
    var desk = console.signedIn("desk", AdministratorRole.SERVICE_DESK);
    assertThat(desk.get(KeysPage.address(made.key().fingerprint())).body())
        .doesNotContain("Passphrase for the file");
  }

  @Test
  void keys_that_end_and_machines_that_are_silent_are_found() {
    var ada = person("ada@example.com");
    machine(ada);
    console.domain.keys().own().make("test", ada);
    var rob = console.signedIn("rob", AdministratorRole.READ_ONLY);

    assertThat(rob.get("/encryption/machines?search=lap").body())
        .contains("laptop", "ada@example.com", "not told");
    assertThat(rob.get("/encryption/machines?silent=7").body()).contains("None matches.");
    assertThat(rob.get("/encryption/machines?silent=soon").statusCode()).isEqualTo(400);
    assertThat(rob.get("/encryption/keys?ending=9999").body()).contains("ada@example.com");
    assertThat(rob.get("/encryption/keys?ending=30").body()).contains("None matches.");
    assertThat(rob.get("/encryption/keys?state=revoked").body()).contains("None matches.");
    assertThat(rob.get("/encryption/keys?state=lost").statusCode()).isEqualTo(400);
    assertThat(rob.get("/encryption").body())
        .contains("Machines silent for 7 days", "Keys that end within 30 days", "to this node");
  }

  @Test
  void an_outsiders_key_is_trusted_and_forgotten() {
    var ada = person("ada@example.com");
    var made = (Kept.Done) console.domain.keys().own().make("test", ada);
    var hex = made.key().fingerprint().hex();
    var kay = console.signedIn("kay", AdministratorRole.KEY_MANAGER);

    assertThat(
            kay.after(
                "/encryption/trusted/trust",
                Map.of(
                    "certificate", made.key().armored(),
                    "trust", "REFUSED",
                    "note", "by telephone")))
        .contains("is refused", "by telephone", "Forget");
    assertThat(kay.after("/encryption/trusted/forget", Map.of("fingerprint", hex)))
        .contains("It is forgotten.");
  }

  @Test
  void log_lines_are_searched_and_exported() {
    var ada = person("ada@example.com");
    var machine = machine(ada);
    console
        .domain
        .logs()
        .accept(
            machine,
            ada.id(),
            org.sallyport.web.json.JsonText.read(
                """
                {"batch":"b_0123456789abcdefABCDEF","lines":[
                {"at":"2026-11-22T08:00:00Z","level":"info","event":"policy-updated"},
                {"at":"2026-11-22T08:01:00Z","level":"error","event":"decrypt-failed",
                 "text":"no key <here>"}]}\
                """
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                LogReading::of));
    var browser = console.signedIn("rob", AdministratorRole.READ_ONLY);

    assertThat(browser.get("/encryption/logs").body())
        .contains("policy-updated", "no key &lt;here&gt;", "ada@example.com");
    assertThat(browser.get("/encryption/logs?level=error").body())
        .contains("decrypt-failed")
        .doesNotContain("policy-updated");
    assertThat(browser.get("/encryption/logs/export?format=csv").body())
        .contains("position,received", "decrypt-failed");
    assertThat(browser.get("/encryption").body()).contains("Batches of log lines");
  }

  @Test
  void programs_do_the_same() {
    person("ada@example.com");
    var change =
        console.call(
            console.token,
            "POST",
            "/api/v1/encryption/consumers/ada@example.com",
            "{\"state\":\"disabled\"}");
    assertThat(console.json(change).get("state")).isEqualTo("disabled");
    var code =
        console.call(
            console.token, "POST", "/api/v1/encryption/codes", "{\"address\":\"bob@example.com\"}");
    assertThat(code.statusCode()).isEqualTo(201);
    assertThat(console.json(code).get("code")).asString().hasSize(19);
    var group =
        console.call(
            console.token,
            "POST",
            "/api/v1/encryption/groups",
            "{\"name\":\"Staff\",\"policy\":\"Default\",\"criteria\":[{\"attribute\":\"mail\","
                + "\"operator\":\"present\"}]}");
    assertThat(group.statusCode()).as(group.body()).isEqualTo(201);
    var policy =
        console.call(
            console.token,
            "POST",
            "/api/v1/encryption/policies/Default",
            "{\"version\":1,\"keys\":{\"mode\":\"CKM\"}}");
    assertThat(policy.statusCode()).as(policy.body()).isEqualTo(200);
    assertThat(console.json(policy).get("version")).isEqualTo(2);
    for (var path :
        new String[] {
          "consumers", "clients", "codes", "groups", "policies", "logs", "keys", "trusted", "status"
        }) {
      assertThat(console.call(console.token, "GET", "/api/v1/encryption/" + path, "").statusCode())
          .as(path)
          .isEqualTo(200);
    }
  }
}
