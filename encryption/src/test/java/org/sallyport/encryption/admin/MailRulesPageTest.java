package org.sallyport.encryption.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.administrator.AdministratorRole;
import org.sallyport.encryption.mailrule.Rule;
import org.sallyport.encryption.mailrule.RuleEdits;

/** Pages about mail rules. */
class MailRulesPageTest {
  @TempDir private Path folder;
  private RunningConsole console;
  private RunningConsole.Browser browser;

  @BeforeEach
  void start() throws IOException {
    console = RunningConsole.open(folder);
    browser = console.signedIn("ada", AdministratorRole.FULL);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private List<String> rules(String chain) {
    return RuleEdits.chain(console.domain.mailRules().current().chains(), chain).stream()
        .flatMap(one -> one.rules().stream())
        .map(Rule::name)
        .toList();
  }

  private static Map<String, String> rule(String shown, String title, String... more) {
    var fields = new HashMap<String, String>();
    fields.putAll(
        Map.of(
            "shown", shown,
            "chain", "outbound",
            "title", title,
            "enabled", "on",
            "match", "all",
            "do", "encrypt",
            "trust", "trusted"));
    fields.putAll(Map.of("otherwise", "web-mail", "marking", "header", "operator", "is"));
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    return fields;
  }

  @Test
  void a_rule_is_added_moved_switched_off_and_removed() {
    assertThat(
            browser.after(
                "/encryption/mail-rule/save",
                rule(
                    "1",
                    "Partners",
                    "criteria",
                    "recipient is @partner.example\nnone of\n  encrypted",
                    "what",
                    "size",
                    "operator",
                    "smaller",
                    "value",
                    "10MiB")))
        .contains("Version 2 is in force", "Partners", "is smaller than 10MiB", "none of: it is");
    assertThat(rules("outbound")).containsExactly("Asked for by the sender", "Partners");

    var up = Map.of("shown", "2", "chain", "outbound", "rule", "Partners", "by", "-1");
    browser.after("/encryption/mail-rules/move", up);
    assertThat(rules("outbound")).containsExactly("Partners", "Asked for by the sender");
    assertThat(browser.after("/encryption/mail-rules/move", up)).contains("nothing was changed");

    assertThat(
            browser.after(
                "/encryption/mail-rules/enable",
                Map.of("shown", "3", "chain", "outbound", "rule", "Partners", "on", "false")))
        .contains("Switch on");
    browser.after(
        "/encryption/mail-rules/remove",
        Map.of("shown", "4", "chain", "outbound", "rule", "Partners"));
    assertThat(rules("outbound")).containsExactly("Asked for by the sender");

    assertThat(browser.get("/encryption/mail-rules/versions").body())
        .contains("Partners removed", "switched off", "the order is now Partners", "Go back");
    assertThat(
            browser.after("/encryption/mail-rules/restore", Map.of("shown", "5", "version", "2")))
        .contains("Version 6 is in force");
    assertThat(rules("outbound")).containsExactly("Asked for by the sender", "Partners");
  }

  @Test
  void a_rules_form_shows_the_rule_and_says_the_same_again() {
    var fields =
        rule(
            "1",
            "All of it",
            "criteria",
            "header X-Class is secret\nany of\n  signed\n  subject matches *plan?",
            "fields",
            "X-Seen: yes",
            "copies",
            "journal@example.com",
            "note",
            "for the auditors",
            "do",
            "sign",
            "otherwise",
            "pass");
    browser.after("/encryption/mail-rule/save", fields);
    var before = console.domain.mailRules().current().chains();

    assertThat(browser.get(RulePage.address("outbound", "All of it")).body())
        .contains("header X-Class is secret", "X-Seen: yes", "journal@example.com", "auditors");
    fields.putAll(Map.of("shown", "2", "rule", "All of it"));
    browser.after("/encryption/mail-rule/save", fields);
    assertThat(console.domain.mailRules().current().chains()).isEqualTo(before);
    assertThat(console.domain.mailRules().current().version()).isEqualTo(2);
  }

  @Test
  void what_is_wrong_is_said_above_the_form_which_keeps_what_was_written() {
    browser.get("/encryption/mail-rules");
    var answer =
        browser.post(
            "/encryption/mail-rule/save",
            rule("1", "Wrong", "criteria", "signed\nsubjct is plans", "note", "kept words"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("Nothing was changed", "line 2", "not subjct", "kept words", "subjct is plans");

    assertThat(
            browser.post("/encryption/mail-rule/save", rule("1", "Asked for by the sender")).body())
        .contains("there is another rule of this name");
    assertThat(browser.post("/encryption/mail-rule/save", rule("1", "To", "do", "go-to")).body())
        .contains("say where the rule leads");
    assertThat(rules("outbound")).containsExactly("Asked for by the sender");
  }

  @Test
  void a_chain_is_added_reached_and_not_removed_while_a_rule_leads_to_it() {
    var chain = Map.of("shown", "1", "chain", "partners");
    assertThat(browser.after("/encryption/mail-rules/add-chain", chain))
        .contains("Chain partners", "no rule goes to it");
    assertThat(
            browser.after(
                "/encryption/mail-rule/save",
                rule("2", "Partners", "do", "go-to", "goto", "partners")))
        .contains("Reached from: outbound, Partners.");
    browser.get("/encryption/mail-rules");
    assertThat(
            browser
                .post(
                    "/encryption/mail-rules/remove-chain",
                    Map.of("shown", "3", "chain", "partners"))
                .body())
        .contains("which is not there");
  }

  @Test
  void rules_that_leave_in_clear_are_warned_of() {
    assertThat(browser.after("/encryption/mail-rule/save", rule("1", "Clear", "otherwise", "pass")))
        .contains("leaves in clear");
  }

  @Test
  void all_rules_are_edited_as_one_text() {
    var page = browser.get("/encryption/mail-rules/json").body();
    assertThat(page).contains("Asked for by the sender");
    var text =
        """
        {"chains":[{"name":"outbound","rules":[]},{"name":"inbound","rules":[]}]}
        """;
    assertThat(
            browser
                .post("/encryption/mail-rules/put", Map.of("shown", "1", "json", text + "x"))
                .body())
        .contains("Nothing was changed");
    browser.after(
        "/encryption/mail-rules/put", Map.of("shown", "1", "json", text, "note", "none at all"));
    assertThat(rules("outbound")).isEmpty();
  }

  @Test
  void who_may_only_look_sees_rules_and_tries_them_and_changes_nothing() {
    var reader = console.signedIn("rob", AdministratorRole.READ_ONLY);
    assertThat(reader.get("/encryption/mail-rules").body())
        .contains("Protected mail")
        .doesNotContain("Switch off", "Add a rule");
    assertThat(reader.get(RulePage.address("inbound", "Protected mail")).body())
        .contains("open and verify it")
        .doesNotContain("Save");
    assertThat(
            reader
                .post("/encryption/mail-rules/add-chain", Map.of("shown", "1", "chain", "x"))
                .statusCode())
        .isEqualTo(403);

    reader.get("/encryption/mail-rules/try");
    var tried =
        reader.post(
            "/encryption/mail-rules/try",
            Map.of(
                "from",
                "ada@example.com",
                "to",
                "bob@partner.example, eve@example.com",
                "message",
                "From: ada@example.com\r\nSubject: [encrypt] plans\r\n\r\nHello.\r\n"));
    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
    assertThat(tried.body())
        .contains(
            "bob@partner.example", "Asked for by the sender", "does not hold", "By version 1");
    assertThat(
            reader
                .post("/encryption/mail-rules/try", Map.of("to", "nobody at all", "message", "x"))
                .body())
        .contains("nobody is no mail address");
  }
}
