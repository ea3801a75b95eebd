package org.sallyport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.sallyport.app.node.NodeSettings;
import org.sallyport.authority.role.Authority;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.kernel.DeviceKeys;
import org.sallyport.kernel.SignedRequest;
import org.sallyport.testkit.TestPki;
import tools.jackson.databind.json.JsonMapper;

/** An authority in this process, its administrator, and a phone. */
final class EnrollingAuthority implements AutoCloseable {
  /** The seed of everybody's event based credential, in base 32. */
  private static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  private final TestPki pki = TestPki.shared();
  private final Path folder;
  private final Authority authority;
  private final HttpClient console;
  private final HttpClient phone;
  private final KeyPair keys;
  private String device = SignedRequest.NEW;

  EnrollingAuthority(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    Files.writeString(folder.resolve("ignition.key"), "0123456789abcdef0123456789abcdef");
    var server = TestPki.write(folder, "authority", pki.server("localhost", "127.0.0.1"));
    var file = folder.resolve("node.yaml");
    Files.writeString(file, text(server, pki.writeTrust(folder)));
    var loaded = ConfigFile.load(file, NodeSettings.class);
    assertThat(loaded).as(loaded::toString).isInstanceOf(Loaded.Valid.class);
    var settings = ((Loaded.Valid<NodeSettings>) loaded).value().authority().orElseThrow();
    authority =
        switch (Authority.open(settings, "it", InstantSource.system())) {
          case Authority.Opening.Running(var running) -> running;
          case Authority.Opening.Refused(var problems) ->
              throw new AssertionError(problems.toString());
        };
    console = http("console.example.com");
    phone = HttpClient.newBuilder().sslContext(pki.clientContext()).build();
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private static String text(TestPki.PemPair server, Path trust) {
    var certificates = "[{ chain: %s, key: 'file:%s' }]".formatted(server.chain(), server.key());
    return """
    node: authority
    authority:
      listen: 127.0.0.1:0
      certificates: %1$s
      client-trust: %2$s
      tenants:
        example:
          push: { number: optional }
          clients:
            gateway1: { name: gateway1 }
            console: { name: console.example.com, role: administrator }
      devices: { listen: '127.0.0.1:0', certificates: %1$s, url: 'https://push.example.com' }
      store: { path: authority.db }
      ignition: file:ignition.key
    """
        .formatted(certificates, trust);
  }

  private HttpClient http(String client) {
    return HttpClient.newBuilder().sslContext(pki.clientContext(pki.client(client))).build();
  }

  /** The section of a gateway that asks it. */
  String section() throws IOException {
    var own = TestPki.write(folder, "gateway1", pki.client("gateway1"));
    return """
    authority:
      addresses: ['127.0.0.1:%d']
      trust: %s
      certificate: { chain: %s, key: 'file:%s' }
    """
        .formatted(authority.port(), pki.writeTrust(folder), own.chain(), own.key());
  }

  /** Somebody with an event based credential whose counter begins at 0. */
  void enrol(String user) throws IOException, InterruptedException {
    post("/v1/users", "{\"id\":\"" + user + "\"}");
    post(
        "/v1/users/" + user + "/credentials",
        "{\"type\":\"hotp\",\"secret\":\"" + SEED + "\",\"counter\":0}");
  }

  /** The code of a counter, by oathtool. */
  static String code(int counter) throws IOException, InterruptedException {
    return Command.run("", Map.of(), "oathtool", "-b", "-c", counter, SEED).expectSuccess().strip();
  }

  private String post(String path, String body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + authority.port() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = console.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body();
  }

  /** The phone becomes the user's. */
  void enrolPhone(String user) throws IOException, InterruptedException {
    var made = post("/v1/users/" + user + "/device-enrolments", "{}");
    var activation = JsonMapper.shared().readTree(made).path("activation").asString();
    var key =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(DeviceKeys.write((EdECPublicKey) keys.getPublic()));
    var body =
        "{\"activation\":\"%s\",\"publicKey\":\"%s\",\"name\":\"phone\"}"
            .formatted(activation, key);
    var enrolled = JsonMapper.shared().readTree(signed("POST", "/v1/devices", body));
    device = enrolled.path("device").asString();
  }

  /** Approves the oldest challenge with the number; how many are left. */
  int approve(String number) throws IOException, InterruptedException {
    return decide("{\"decision\":\"approve\",\"number\":\"" + number + "\"}");
  }

  /** Approves the oldest challenge without a number; how many are left. */
  int approve() throws IOException, InterruptedException {
    return decide("{\"decision\":\"approve\"}");
  }

  private int decide(String decision) throws IOException, InterruptedException {
    var path = "/v1/devices/" + device + "/challenges";
    var waiting = JsonMapper.shared().readTree(signed("GET", path + "?wait=20s", ""));
    var challenges = waiting.path("challenges");
    var first = challenges.get(0).path("id").asString();
    signed("POST", path + "/" + first, decision);
    return challenges.size() - 1;
  }

  private String signed(String method, String path, String body)
      throws IOException, InterruptedException {
    var proof =
        SignedRequest.sign(
            keys.getPrivate(),
            device,
            Instant.now(),
            UUID.randomUUID().toString(),
            method,
            path,
            body.getBytes(UTF_8));
    int port = authority.devicePort().orElseThrow();
    var request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("Authorization", proof)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    var answer = phone.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body();
  }

  @Override
  public void close() {
    console.close();
    phone.close();
    authority.close();
  }
}
