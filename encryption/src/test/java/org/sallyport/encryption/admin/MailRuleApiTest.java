package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.mailtrace.MailTrace;
import org.sallyport.encryption.mailtrace.MailTraces;
import org.sallyport.web.route.Json;

class MailRuleApiTest {
  private static final String RULES =
      """
      {"version":1,"note":"partners","chains":[
        {"name":"outbound","rules":[
          {"name":"Clear","action":{"do":"encrypt","otherwise":"pass"}}]},
        {"name":"inbound","rules":[]}]}\
      """;

  private static final String MESSAGE =
      """
      From: Ada <ada@example.com>
      To: bob@partner.example
      Subject: [encrypt] plans
      Message-ID: <1@example.com>

      Hello.
      """;

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

  private HttpResponse<String> call(String method, String path, String body) {
    return console.call(console.token, method, "/api/v1/encryption" + path, body);
  }

  @Test
  void rules_are_shown_changed_and_restored() {
    assertThat(call("GET", "/mail-rules", "").body())
        .contains("\"version\":1", "Asked for by the sender", "offers no web mail");

    var changed = call("POST", "/mail-rules", RULES);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertThat(changed.body()).contains("\"version\":2", "leaves in clear");
    assertThat(call("POST", "/mail-rules", RULES).statusCode()).isEqualTo(412);

    assertThat(call("GET", "/mail-rules/versions", "").body()).contains("partners", "\"rules\":2");
    assertThat(call("GET", "/mail-rules/versions/1", "").body()).contains("Protected mail");
    assertThat(call("GET", "/mail-rules/versions/9", "").statusCode()).isEqualTo(404);

    assertThat(call("POST", "/mail-rules/restore", "{\"version\":1}").body())
        .contains("\"version\":3", "as version 1", "Asked for by the sender");
    assertThat(call("POST", "/mail-rules/restore", "{\"version\":9}").statusCode()).isEqualTo(404);
  }

  @Test
  void what_is_wrong_with_rules_is_told_with_its_place() {
    var refused =
        call(
            "POST",
            "/mail-rules",
            """
            {"chains":[{"name":"inbound","rules":[]},{"name":"outbound","rules":[
              {"name":"One","conditions":[{"what":"subjct","value":"x"}],
               "action":{"do":"pass"}}]}]}\
            """);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("/chains/1/rules/0/conditions/0/what", "subject");
  }

  @Test
  void rules_longer_than_other_bodies_are_taken() {
    var rules = new StringBuilder("{\"chains\":[{\"name\":\"inbound\",\"rules\":[]},");
    rules.append("{\"name\":\"outbound\",\"rules\":[");
    for (int i = 0; i < 400; i++) {
      rules
          .append(i == 0 ? "" : ",")
          .append("{\"name\":\"Rule " + i + "\",\"note\":\"" + "n".repeat(200) + "\",")
          .append("\"action\":{\"do\":\"go-on\"}}");
    }
    var answer = call("POST", "/mail-rules", rules + "]}]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void a_dry_run_says_what_each_recipient_would_get_and_why() {
    var body =
        Json.text(
            Map.of(
                "from", "ada@example.com",
                "to", List.of("bob@partner.example", "eve@example.com"),
                "message", Base64.getEncoder().encodeToString(MESSAGE.getBytes(UTF_8))));
    var planned = call("POST", "/mail-rules/try", body);

    assertThat(planned.statusCode()).as(planned.body()).isEqualTo(200);
    assertThat(planned.body())
        .contains(
            "bob@partner.example",
            "Asked for by the sender",
            "the subject begins with",
            "\"direction\":\"inbound\"",
            "\"direction\":\"outbound\"",
            "does not hold");
    assertThat(call("GET", "/mail-traces", "").body()).isEqualTo("{\"traces\":[]}");
  }

  @Test
  void rules_are_tried_before_they_are_in_force() {
    var draft = RULES.substring(RULES.indexOf("\"chains\""), RULES.lastIndexOf('}'));
    var message = Base64.getEncoder().encodeToString(MESSAGE.getBytes(UTF_8));
    var body = "{\"to\":[\"bob@partner.example\"],\"message\":\"%s\",%s}".formatted(message, draft);

    assertThat(call("POST", "/mail-rules/try", body).body())
        .contains("\"version\":0", "\"rule\":\"Clear\"");
    assertThat(call("GET", "/mail-rules", "").body()).contains("\"version\":1");
  }

  @Test
  void a_dry_run_needs_a_recipient_and_a_message() {
    assertThat(call("POST", "/mail-rules/try", "{\"to\":[],\"message\":\"AA==\"}").body())
        .contains("/to");
    assertThat(call("POST", "/mail-rules/try", "{\"to\":[\"bob\"],\"message\":\"?\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void traces_are_found_by_what_is_known_of_a_message() {
    var trace = keep("<7@example.com>");
    assertThat(call("GET", "/mail-traces?message=%3C7@example.com%3E", "").body())
        .contains(trace.id(), "bob@partner.example");
    assertThat(call("GET", "/mail-traces?address=Bob@Partner.example", "").body())
        .contains(trace.id());
    assertThat(call("GET", "/mail-traces?form=signed", "").body()).isEqualTo("{\"traces\":[]}");
    assertThat(call("GET", "/mail-traces?from=yesterday", "").statusCode()).isEqualTo(400);
    assertThat(call("GET", "/mail-traces/" + trace.id(), "").body())
        .contains("delivered", "250 taken", "It was encrypted.");
    assertThat(call("GET", "/mail-traces/t_none", "").statusCode()).isEqualTo(404);
  }

  private MailTrace keep(String messageId) {
    var domain = console.domain;
    var trace =
        new MailTrace(
            MailTraces.nextId(),
            domain.clock().instant(),
            "keys1",
            "outbound",
            messageId,
            "ada@example.com",
            1234,
            List.of(
                new MailTrace.Recipient(
                    "bob@partner.example",
                    "outbound",
                    List.of("outbound"),
                    "outbound",
                    "Asked for by the sender",
                    1,
                    "encrypted",
                    "the subject begins with \"[encrypt]\"",
                    "It was encrypted.",
                    List.of(new MailTrace.Key("AB".repeat(20), "wkd", "found")))));
    domain
        .store()
        .write(
            in -> {
              domain.mailTraces().record(in, trace);
              domain
                  .mailTraces()
                  .note(in, trace.id(), "bob@partner.example", "delivered", "250 taken");
              return Optional.empty();
            });
    return trace;
  }
}
