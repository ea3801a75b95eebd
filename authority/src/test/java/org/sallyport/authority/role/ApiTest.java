package org.sallyport.authority.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.authority.role.RunningAuthority.CONSOLE;
import static org.sallyport.authority.role.RunningAuthority.GATEWAY;
import static org.sallyport.authority.role.RunningAuthority.OTHER;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.oath.Base32;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.Hotp;
import org.sallyport.oath.OtpAuthUri;
import org.sallyport.oath.PackageKey;
import org.sallyport.oath.Totp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every declared answer of the API is given here, and looks as described. */
class ApiTest {
  private static final String ANNA = "/v1/users/anna";
  private static final String KEY = "Idempotency-Key";

  @TempDir private Path folder;
  private RunningAuthority running;
  private Description description;

  @BeforeEach
  void start() throws Exception {
    running = new RunningAuthority(folder);
    description = new Description(running.call(CONSOLE, "GET", "/openapi.json", "").body());
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private HttpResponse<String> ask(
      String client, int status, String method, String path, String body, String... headers)
      throws Exception {
    var answer = running.call(client, method, path, body, headers);
    assertThat(answer.statusCode())
        .as(method + " " + path + ": " + answer.body())
        .isEqualTo(status);
    description.holds(method, path, answer);
    return answer;
  }

  private HttpResponse<String> admin(
      int status, String method, String path, String body, String... headers) throws Exception {
    return ask(CONSOLE, status, method, path, body, headers);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static String key(int number) {
    return "key-0123456789-%04d".formatted(number);
  }

  @Test
  void every_declared_answer_is_given_and_looks_as_described() throws Exception {
    ask(GATEWAY, 200, "GET", "/openapi.json", "");
    ask(GATEWAY, 200, "GET", "/v1/health", "");
    ask(GATEWAY, 200, "GET", "/v1/time", "");
    users();
    pins();
    var credential = credentials();
    temporaryCodes();
    devices();
    pushes();
    continuity(credential);
    removals(credential);
    strangers();
    withoutPush();
    running.authority.domain().store().close();
    ask(GATEWAY, 503, "GET", "/v1/health", "");

    assertThat(description.unseen()).isEmpty();
  }

  private void users() throws Exception {
    var made =
        admin(201, "POST", "/v1/users", "{\"id\":\"Anna\",\"externalId\":\"42\"}", KEY, key(1));
    assertThat(json(made).path("id").asString()).isEqualTo("anna");
    var again =
        admin(201, "POST", "/v1/users", "{\"id\":\"Anna\",\"externalId\":\"42\"}", KEY, key(1));
    assertThat(again.body()).isEqualTo(made.body());
    admin(422, "POST", "/v1/users", "{\"id\":\"bert\"}", KEY, key(1));
    admin(409, "POST", "/v1/users", "{\"id\":\"anna\"}");
    admin(400, "POST", "/v1/users", "{\"id\":\"x\",\"name\":\"y\"}");
    admin(200, "GET", "/v1/users?search=an&limit=1", "");
    admin(400, "GET", "/v1/users?limit=0", "");

    var tag = admin(200, "GET", ANNA, "").headers().firstValue("ETag").orElseThrow();
    admin(304, "GET", ANNA, "", "If-None-Match", tag);
    admin(404, "GET", "/v1/users/nobody", "");
    admin(200, "PATCH", ANNA, "{\"externalId\":null}", "If-Match", tag, KEY, key(2));
    admin(412, "PATCH", ANNA, "{\"state\":\"disabled\"}", "If-Match", tag);
    admin(400, "PATCH", ANNA, "{\"state\":\"odd\"}");
    admin(404, "PATCH", "/v1/users/nobody", "{}");
    admin(422, "PATCH", ANNA, "{}", KEY, key(1));
    admin(200, "POST", ANNA + "/unlock", "", KEY, key(3));
    admin(404, "POST", "/v1/users/nobody/unlock", "");
    admin(422, "POST", ANNA + "/unlock", "", KEY, key(1));
    admin(201, "POST", "/v1/users", "{\"id\":\"gone\"}");
    admin(412, "DELETE", "/v1/users/gone", "", "If-Match", "\"v999\"");
    admin(422, "DELETE", "/v1/users/gone", "", KEY, key(1));
    admin(204, "DELETE", "/v1/users/gone", "");
    admin(404, "DELETE", "/v1/users/gone", "");
  }

  private void pins() throws Exception {
    admin(204, "POST", ANNA + "/pin", "{\"pin\":\"2580\"}", KEY, key(4));
    admin(400, "POST", ANNA + "/pin", "{}");
    admin(404, "POST", "/v1/users/nobody/pin", "{\"pin\":\"2580\"}");
    admin(422, "POST", ANNA + "/pin", "{\"pin\":\"2580\"}", KEY, key(1));
    admin(204, "DELETE", ANNA + "/pin", "", KEY, key(5));
    admin(404, "DELETE", "/v1/users/nobody/pin", "");
    admin(422, "DELETE", ANNA + "/pin", "", KEY, key(1));
  }

  private String credentials() throws Exception {
    var all = ANNA + "/credentials";
    var added =
        json(admin(201, "POST", all, "{\"type\":\"hotp\",\"name\":\"token\"}", KEY, key(6)));
    assertThat(added.path("qr").asString()).startsWith("<svg ");
    var uri = OtpAuthUri.parse(added.path("otpauth").asString());
    var id = added.path("credential").path("id").asString();
    var one = all + "/" + id;
    admin(400, "POST", all, "{\"type\":\"sms\"}");
    admin(404, "POST", "/v1/users/nobody/credentials", "{\"type\":\"totp\"}");
    var known =
        "{\"type\":\"totp\",\"secret\":\"%s\"}".formatted(Base32.encode(uri.seed().reveal()));
    assertThat(json(admin(409, "POST", all, known)).path("detail").asString()).contains("seed");
    admin(422, "POST", all, "{\"type\":\"totp\",\"proof\":[\"000000\",\"000000\"]}");
    admin(200, "GET", all, "");
    admin(404, "GET", "/v1/users/nobody/credentials", "");

    judging(uri);

    var tag = admin(200, "GET", one, "").headers().firstValue("ETag").orElseThrow();
    admin(304, "GET", one, "", "If-None-Match", tag);
    admin(404, "GET", all + "/c_nothing", "");
    admin(200, "PATCH", one, "{\"name\":\"key ring\"}", "If-Match", tag);
    admin(412, "PATCH", one, "{\"name\":\"other\"}", "If-Match", tag);
    admin(400, "PATCH", one, "{\"name\":1}");
    admin(404, "PATCH", all + "/c_nothing", "{}");
    admin(422, "PATCH", one, "{}", KEY, key(1));

    admin(200, "POST", one + "/test", code(uri, 20));
    admin(400, "POST", one + "/test", "{}");
    admin(404, "POST", all + "/c_nothing/test", "{\"code\":\"000000\"}");
    admin(422, "POST", one + "/test", "{\"code\":\"000000\"}", KEY, key(1));
    admin(200, "POST", one + "/resync", pair(uri, 30));
    admin(400, "POST", one + "/resync", "{\"codes\":[\"123456\"]}");
    admin(404, "POST", all + "/c_nothing/resync", pair(uri, 40));
    admin(422, "POST", one + "/resync", "{\"codes\":[\"000000\",\"000000\"]}");
    return id;
  }

  private static String hotp(OtpAuthUri uri, long counter) {
    return new Hotp(uri.form()).code(uri.seed(), counter);
  }

  private static String code(OtpAuthUri uri, long counter) {
    return "{\"code\":\"" + hotp(uri, counter) + "\"}";
  }

  private static String pair(OtpAuthUri uri, long counter) {
    return "{\"codes\":[\"%s\",\"%s\"]}".formatted(hotp(uri, counter), hotp(uri, counter + 1));
  }

  private void judging(OtpAuthUri uri) throws Exception {
    var path = ANNA + "/authentications";
    var accepted = ask(GATEWAY, 200, "POST", path, code(uri, 0), KEY, key(7));
    assertThat(json(accepted).path("result").asString()).isEqualTo("accepted");
    assertThat(ask(GATEWAY, 200, "POST", path, code(uri, 0), KEY, key(7)).body())
        .isEqualTo(accepted.body());
    assertThat(json(ask(GATEWAY, 200, "POST", path, code(uri, 0))).path("reason").asString())
        .isEqualTo("replayed");
    ask(GATEWAY, 422, "POST", path, code(uri, 1), KEY, key(7));
    ask(GATEWAY, 400, "POST", path, "{\"otp\":\"123456\"}");
    ask(GATEWAY, 404, "POST", "/v1/users/nobody/authentications", code(uri, 1));
    var factors = ask(GATEWAY, 200, "GET", ANNA + "/factors", "");
    assertThat(factors.body())
        .isEqualTo("{\"codeLengths\":[6],\"push\":false,\"state\":\"active\",\"enrolled\":true}");
    assertThat(factors.headers().firstValue("Cache-Control")).contains("private, max-age=60");
    ask(GATEWAY, 404, "GET", "/v1/users/nobody/factors", "");
    var item = "{\"user\":\"%s\",\"code\":\"%s\",\"key\":\"%s\"}";
    var batch =
        ask(
            GATEWAY,
            200,
            "POST",
            "/v1/authentications:batch",
            "{\"items\":[%s,%s]}"
                .formatted(
                    item.formatted("ANNA", hotp(uri, 2), key(8)),
                    item.formatted("nobody", "123456", key(9))));
    assertThat(json(batch).path("results").get(0).path("result").asString()).isEqualTo("accepted");
    assertThat(json(batch).path("results").get(1).path("result").asString()).isEqualTo("unknown");
    ask(GATEWAY, 400, "POST", "/v1/authentications:batch", "{\"items\":[{}]}");
  }

  private void temporaryCodes() throws Exception {
    var path = ANNA + "/temporary-codes";
    admin(201, "POST", path, "{\"expires\":\"10m\",\"uses\":2}", KEY, key(10));
    admin(400, "POST", path, "{\"expires\":\"10s\"}");
    admin(404, "POST", "/v1/users/nobody/temporary-codes", "{}");
    admin(422, "POST", path, "{}", KEY, key(1));
    admin(200, "GET", path, "");
    admin(404, "GET", "/v1/users/nobody/temporary-codes", "");
    admin(422, "DELETE", path, "", KEY, key(1));
    assertThat(json(admin(200, "DELETE", path, "")).path("revoked").asInt()).isEqualTo(1);
    admin(404, "DELETE", "/v1/users/nobody/temporary-codes", "");
  }

  private void devices() throws Exception {
    var invited = json(admin(201, "POST", ANNA + "/device-enrolments", "", KEY, key(11)));
    assertThat(invited.path("url").asString()).isEqualTo("https://push.example.com");
    admin(404, "POST", "/v1/users/nobody/device-enrolments", "");
    admin(422, "POST", ANNA + "/device-enrolments", "", KEY, key(1));
    try (var device = new TestDevice(running)) {
      device.enrol(invited.path("activation").asString());
      admin(200, "GET", ANNA + "/devices", "");
      admin(404, "GET", "/v1/users/nobody/devices", "");
      var one = ANNA + "/devices/" + device.id();
      admin(422, "DELETE", one, "", KEY, key(1));
      admin(204, "DELETE", one, "");
      admin(404, "DELETE", one, "");
    }
  }

  private void pushes() throws Exception {
    var path = ANNA + "/authentications";
    var push = "{\"method\":\"push\",\"display\":{\"title\":\"VPN\"},\"timeout\":\"60s\"}";
    assertThat(json(ask(GATEWAY, 200, "POST", path, push)).path("reason").asString())
        .isEqualTo("no-credential");
    var invited = json(admin(201, "POST", ANNA + "/device-enrolments", ""));
    try (var device = new TestDevice(running)) {
      device.enrol(invited.path("activation").asString());
      var begun = ask(GATEWAY, 202, "POST", path, push, KEY, key(12));
      var at = begun.headers().firstValue("Location").orElseThrow();
      assertThat(json(ask(GATEWAY, 200, "GET", at, "")).path("result").asString())
          .isEqualTo("pending");
      assertThat(device.approve(json(begun).path("number").asString())).contains("true");
      var told = json(ask(GATEWAY, 200, "GET", at + "?wait=20s", ""));
      assertThat(told.path("result").asString()).isEqualTo("accepted");
      assertThat(told.path("credential").asString()).isEqualTo(device.id());
      var id = json(begun).path("id").asString();
      var many = "{\"ids\":[\"%s\",\"a_nothing\"]}".formatted(id);
      var decided =
          json(ask(GATEWAY, 200, "POST", "/v1/challenges/await?wait=10s", many)).path("decided");
      assertThat(decided.findValuesAsString("result"))
          .containsExactlyInAnyOrder("accepted", "unknown");
    }
    ask(GATEWAY, 400, "POST", "/v1/challenges/await", "{\"ids\":[]}");
    ask(GATEWAY, 404, "GET", "/v1/authentications/a_nothing", "");
    ask(GATEWAY, 400, "GET", "/v1/authentications/a_nothing?wait=1h", "");
  }

  private void continuity(String credential) throws Exception {
    var key =
        Base64.getUrlEncoder().withoutPadding().encodeToString(PackageKey.generate().publicKey());
    var path = "/v1/continuity/packages";
    var page =
        json(
            ask(
                GATEWAY,
                200,
                "POST",
                path,
                "{\"publicKey\":\"%s\",\"horizon\":\"8h\"}".formatted(key)));
    assertThat(page.path("packages").get(0).path("user").asString()).isEqualTo("anna");
    ask(GATEWAY, 400, "POST", path, "{\"publicKey\":\"AAAA\",\"horizon\":\"8h\"}");
    var use =
        "{\"uses\":[{\"user\":\"anna\",\"credential\":\"%s\",\"counter\":60,\"at\":\"%s\"}]}"
            .formatted(credential, Instant.now());
    assertThat(ask(GATEWAY, 200, "POST", "/v1/continuity/uses", use).body())
        .isEqualTo("{\"recorded\":1}");
    ask(GATEWAY, 400, "POST", "/v1/continuity/uses", "{}");
  }

  private void withoutPush() throws Exception {
    var other = folder.resolve("other");
    Files.createDirectories(other);
    try (var without = new RunningAuthority(other, false)) {
      var path = ANNA + "/device-enrolments";
      var answer = without.call(CONSOLE, "POST", path, "");
      assertThat(answer.statusCode()).isEqualTo(409);
      description.holds("POST", path, answer);
    }
  }

  private void removals(String credential) throws Exception {
    var one = ANNA + "/credentials/" + credential;
    admin(412, "DELETE", one, "", "If-Match", "\"v999\"");
    admin(422, "DELETE", one, "", KEY, key(1));
    admin(204, "DELETE", one, "");
    admin(404, "DELETE", one, "");
  }

  private void strangers() throws Exception {
    assertThat(running.call(GATEWAY, "POST", "/v1/users", "{\"id\":\"x\"}").statusCode())
        .isEqualTo(403);
    assertThat(running.call("printer.example.com", "GET", "/v1/health", "").statusCode())
        .isEqualTo(403);
    assertThat(running.call(OTHER, "GET", ANNA, "").statusCode()).isEqualTo(404);
  }

  @Test
  void an_apps_time_based_code_is_accepted() throws Exception {
    admin(201, "POST", "/v1/users", "{\"id\":\"finance\\\\jörg\"}");
    var user = "/v1/users/finance%5Cj%C3%B6rg";
    var added = json(admin(201, "POST", user + "/credentials", "{\"type\":\"totp\"}"));
    var uri = OtpAuthUri.parse(added.path("otpauth").asString());
    var totp = new Totp(CodeForm.USUAL, 30);
    var code = totp.code(uri.seed(), Instant.now());

    var body = "{\"code\":\"" + code + "\"}";
    assertThat(
            json(ask(GATEWAY, 200, "POST", user + "/authentications", body))
                .path("result")
                .asString())
        .isEqualTo("accepted");
  }
}
