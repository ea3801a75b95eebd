package org.sallyport.authority.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.authority.role.RunningAuthority.CONSOLE;
import static org.sallyport.authority.role.RunningAuthority.GATEWAY;
import static org.sallyport.authority.role.RunningAuthority.OTHER;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DeviceListenerTest {
  private static final String PUSH =
      "{\"method\":\"push\",\"display\":{\"title\":\"VPN\",\"fields\":{\"from\":\"Bonn\"}},"
          + "\"timeout\":\"60s\"}";

  @TempDir private Path folder;
  private RunningAuthority running;
  private TestDevice device;

  @BeforeEach
  void start() throws Exception {
    running = new RunningAuthority(folder);
    running.call(CONSOLE, "POST", "/v1/users", "{\"id\":\"anna\"}");
    device = new TestDevice(running);
  }

  @AfterEach
  void stop() {
    device.close();
    running.close();
  }

  private String activation() throws Exception {
    var made = running.call(CONSOLE, "POST", "/v1/users/anna/device-enrolments", "");
    return JsonMapper.shared().readTree(made.body()).path("activation").asString();
  }

  private String begin() throws Exception {
    var begun = running.call(GATEWAY, "POST", "/v1/users/anna/authentications", PUSH);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    return begun.body();
  }

  private static String member(String json, String name) {
    return JsonMapper.shared().readTree(json).path(name).asString();
  }

  private String outcome(String begun) throws Exception {
    var path = "/v1/authentications/" + member(begun, "id") + "?wait=20s";
    return running.call(GATEWAY, "GET", path, "").body();
  }

  private static String proofOf(HttpResponse<String> answer) {
    return answer.request().headers().firstValue("Authorization").orElseThrow();
  }

  @Test
  void every_declared_answer_is_given_and_looks_as_described() throws Exception {
    var other = new TestDevice(running);
    other.enrol(activation());
    var description = new Description(other.ask("GET", "/openapi.json", "").body());
    var time = device.ask("GET", "/v1/time", "");
    description.holds("GET", "/v1/time", time);
    var path = "/v1/devices";
    description.holds("POST", path, device.ask("POST", path, "{}"));
    var wrong = device.enrolment("AAAA-AAAA-AAAA");
    description.holds("POST", path, device.ask("POST", path, wrong));
    description.holds("POST", path, device.ask("POST", path, device.enrolment(activation())));
    device.enrol(activation());

    var all = device.challenges();
    description.holds("GET", all, device.ask("GET", all, ""));
    description.holds("GET", all, device.ask("GET", all + "?wait=1h", ""));
    description.holds("GET", all, device.send("GET", all, "", "nonsense"));
    var begun = begin();
    description.holds("GET", all, device.ask("GET", all + "?wait=20s", ""));
    var one = all + "/" + member(begun, "id");
    description.holds("POST", one, device.ask("POST", one, "{\"decision\":\"approve\"}"));
    description.holds("POST", one, device.send("POST", one, "{}", "nonsense"));
    description.holds(
        "POST", one, device.ask("POST", all + "/a_nothing", "{\"decision\":\"deny\"}"));
    description.holds("POST", one, device.ask("POST", one, "{\"decision\":\"deny\"}"));
    description.holds("POST", one, device.ask("POST", one, "{\"decision\":\"deny\"}"));

    assertThat(description.unseen()).containsOnly("description 200");
    assertThat(outcome(begun)).contains("\"reason\":\"denied\"");
  }

  @Test
  void a_wrong_number_refuses_the_login() throws Exception {
    device.enrol(activation());
    var begun = begin();
    var wrong = member(begun, "number").equals("42") ? "43" : "42";

    assertThat(device.approve(wrong)).isEqualTo("{\"accepted\":false}");
    assertThat(outcome(begun)).contains("\"reason\":\"wrong-number\"");
  }

  @Test
  void where_the_tenant_allows_it_a_login_that_shows_no_number_is_approved_without()
      throws Exception {
    var push = PUSH.replace("\"method\"", "\"number\":false,\"method\"");
    device.enrol(activation());
    var refused = running.call(GATEWAY, "POST", "/v1/users/anna/authentications", push);
    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(member(refused.body(), "reason")).isEqualTo("number-required");

    running.call(OTHER, "POST", "/v1/users", "{\"id\":\"bert\"}");
    var made = running.call(OTHER, "POST", "/v1/users/bert/device-enrolments", "");
    try (var phone = new TestDevice(running)) {
      phone.enrol(member(made.body(), "activation"));
      var begun = running.call(OTHER, "POST", "/v1/users/bert/authentications", push);
      assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
      assertThat(begun.body()).doesNotContain("number");
      assertThat(phone.ask("GET", phone.challenges() + "?wait=20s", "").body())
          .contains("\"numbered\":false");
      assertThat(phone.decide("{\"decision\":\"approve\"}")).isEqualTo("{\"accepted\":true}");
      var outcome = "/v1/authentications/" + member(begun.body(), "id") + "?wait=20s";
      assertThat(running.call(OTHER, "GET", outcome, "").body()).contains("accepted");
    }
  }

  @Test
  void a_request_counts_once_and_for_a_minute() throws Exception {
    device.enrol(activation());
    var path = device.challenges();
    var first = device.ask("GET", path, "");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(device.send("GET", path, "", proofOf(first)).statusCode()).isEqualTo(401);
    for (var off : new Duration[] {Duration.ofSeconds(-90), Duration.ofSeconds(90)}) {
      var nonce = UUID.randomUUID().toString();
      var proof = device.proof("GET", path, "", Instant.now().plus(off), nonce);
      assertThat(device.send("GET", path, "", proof).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void a_signature_holds_for_its_own_request_alone() throws Exception {
    device.enrol(activation());
    var path = device.challenges();
    var nonce = UUID.randomUUID().toString();
    var proof = device.proof("GET", path, "", Instant.now(), nonce);

    assertThat(device.send("GET", path + "?wait=1s", "", proof).statusCode()).isEqualTo(401);
  }

  @Test
  void an_unknown_device_is_answered_like_a_wrong_signature() throws Exception {
    device.enrol(activation());
    var stranger = new TestDevice(running);
    var unknown = stranger.ask("GET", "/v1/devices/d_nobody/challenges", "");
    var wrong = stranger.ask("GET", device.challenges(), "");

    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
  }

  @Test
  void a_device_sees_its_own_challenges_alone() throws Exception {
    device.enrol(activation());
    var other = new TestDevice(running);
    other.enrol(activation());

    assertThat(other.ask("GET", device.challenges(), "").statusCode()).isEqualTo(401);
  }
}
