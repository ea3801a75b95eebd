package org.sallyport.encryption.role;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.enrolment.CodeIssuer;
import org.sallyport.encryption.enrolment.EnrolmentCodes;
import org.sallyport.kernel.DeviceKeys;
import org.sallyport.kernel.Ids;
import org.sallyport.kernel.SignedRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A machine: it enrols, opens sessions and asks. Each request may go to another server. */
public final class TestClient {
  private final KeyPair keys;
  public final String enrolment = Ids.next('e');

  /** Its id, once it is enrolled. */
  public String id = SignedRequest.NEW;

  private String token = "";

  public TestClient() {
    try {
      keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A client of somebody, enrolled by a code, with a session. */
  public static TestClient of(RunningServer server, String address) throws Exception {
    var client = new TestClient();
    client.enrolled(client.enrol(server, client.byCode(code(server, address))));
    client.open(server);
    return client;
  }

  /** An administrator's code. */
  public static String code(RunningServer server, String address) {
    var domain = server.domain();
    var issued =
        domain
            .store()
            .write(
                in ->
                    domain
                        .enrolmentCodes()
                        .issue(
                            in,
                            new CodeIssuer("test", "test", true),
                            new Address(address),
                            EnrolmentCodes.LIFE));
    return issued.made().code().revealText();
  }

  public String publicKey() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(DeviceKeys.write((EdECPublicKey) keys.getPublic()));
  }

  public String byCode(String code) {
    return "{\"method\":\"code\",\"code\":\"%s\",\"publicKey\":\"%s\",\"device\":\"laptop\"}"
        .formatted(code, publicKey());
  }

  public String path() {
    return "/v1/enrolments/" + enrolment;
  }

  public HttpResponse<String> enrol(RunningServer server, String body) throws Exception {
    return signed(server, "PUT", path(), body);
  }

  /** Notes the id that an answer gives it. */
  public void enrolled(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    id = json(answer).path("client").asString();
  }

  /** Opens a session. */
  public void open(RunningServer server) throws Exception {
    var answer = signed(server, "POST", "/v1/sessions", "{}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    token = json(answer).path("token").asString();
  }

  /** Asks with its session; {@code body} empty for none. */
  public HttpResponse<String> ask(
      RunningServer server, String method, String path, String body, String... headers)
      throws Exception {
    var all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Authorization";
    all[1] = "Bearer " + token;
    return server.call(method, path, body, all);
  }

  /** Asks with its signature. */
  public HttpResponse<String> signed(RunningServer server, String method, String path, String body)
      throws Exception {
    return server.call(
        method, path, body, "Authorization", proof(method, path, body, Instant.now()));
  }

  public String proof(String method, String path, String body, Instant time) {
    var as = path.startsWith("/v1/enrolments/") ? SignedRequest.NEW : id;
    var nonce = UUID.randomUUID().toString();
    return SignedRequest.sign(
        keys.getPrivate(), as, time, nonce, method, path, body.getBytes(UTF_8));
  }

  public static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  /** The kind of problem that an answer is. */
  public static String problem(HttpResponse<String> answer) {
    return answer.statusCode()
        + " "
        + json(answer).path("type").asString().replace("urn:sallyport:problem:", "");
  }
}
