package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sallyport.it.EnrollingMachine.json;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.kernel.SignedRequest;
import org.sallyport.testkit.BeginsFirst;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PostgresServer;
import org.sallyport.testkit.TestPki;

/**
 * Enrolment at two encryption servers over one store, with OpenLDAP and Postfix behind them and an
 * nginx before each that adds cookies of its own. Servers are killed between the steps.
 */
// Dozens of programs are started in turn, beside other tests that do the same.
@BeginsFirst
@Timeout(300)
final class EnrolmentIT {
  private static final TestPki PKI = TestPki.shared();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Pattern TOKEN = Pattern.compile("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}");

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private String sections = "";
  private String store = "";

  /** A node and the proxy before it. */
  private record Place(Path folder, int port, Nginx proxy) {}

  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("password"), Slapd.PASSWORD);
    Files.writeString(folder.resolve("ignition"), "0123456789abcdef0123456789abcdef");
    store = "path: " + folder + "/encryption.db";
  }

  @AfterEach
  void end() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T kept(T each) {
    open.add(each);
    return each;
  }

  private Place place(String name) throws Exception {
    int port = FreePorts.take();
    var at = Files.createDirectories(folder.resolve(name));
    var pair = TestPki.write(folder, name, PKI.server("localhost", "127.0.0.1"));
    Files.writeString(
        at.resolve("node.yaml"),
        """
        node: %1$s
        admin: { listen: 127.0.0.1:%2$d }
        encryption:
          listen: 127.0.0.1:%3$d
          certificates: [{ chain: %4$s, key: file:%5$s }]
          organisation: Example Ltd
          domains: [example.com]
          store: { %8$s }
          ignition: file:%6$s/ignition
        %7$s
        """
            .formatted(
                name, FreePorts.take(), port, pair.chain(), pair.key(), folder, sections, store));
    var location =
        """
        location /v1/ {
          proxy_pass https://127.0.0.1:%d;
          proxy_ssl_verify off;
          add_header Set-Cookie "BALANCER=%s; Path=/; Secure" always;
          add_header Set-Cookie "ovidCookie=$request_id; Path=/" always;
        }
        """
            .formatted(port, name);
    return new Place(at, port, kept(Nginx.startTls(folder, "proxy-" + name, pair, location)));
  }

  private NodeProcess start(Place place) throws Exception {
    return kept(NodeProcess.start(place.folder));
  }

  private static HttpResponse<String> until(int status, Sending sending) {
    var last = new ArrayList<HttpResponse<String>>();
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              last.add(sending.send());
              return last.getLast().statusCode() == status;
            });
    return last.getLast();
  }

  /** A request that may be sent again. */
  private interface Sending {
    HttpResponse<String> send() throws Exception;
  }

  @Test
  void a_password_of_openldap_enrols_one_client_however_it_is_repeated() throws Exception {
    var pair = TestPki.write(folder, "ldap", PKI.rsaServer("ldap.example.com"));
    var slapd = kept(Slapd.start(folder, "slapd", pair));
    slapd.addPerson("ada", "lovelace");
    slapd.describe("ada", "mail: ada@example.com");
    sections =
        """
          directory:
            connections: [{ url: "ldaps://127.0.0.1:%d", trust: %s, name: ldap.example.com }]
            bind-dn: "%s"
            password: file:%s/password
            base-dn: "ou=people,dc=example,dc=com"
            attributes: [description]
        """
            .formatted(slapd.tlsPort(), PKI.writeTrust(folder), Slapd.ADMIN, folder);
    var one = place("one");
    var two = place("two");
    try (var first = start(one);
        var machine = new EnrollingMachine()) {
      start(two);
      var right =
          machine.body("\"method\":\"directory\",\"user\":\"ada\",\"password\":\"lovelace\"");
      var wrong = right.replace("lovelace", "babbage");
      assertThat(enrol(machine, one, wrong, 403).body()).contains("problem:refused");
      var made = enrol(machine, one, right, 201);
      first.kill();
      var again = enrol(machine, two, right, 200);

      assertThat(json(again)).isEqualTo(json(made));
      assertThat(json(made).path("consumer").path("address").asString())
          .isEqualTo("ada@example.com");
      assertThat(machine.cookies()).isPositive();
      asks(machine, two, json(made).path("client").asString());
    }
  }

  /** The directory is tried in the background at first, so 503 may come before. */
  private static HttpResponse<String> enrol(
      EnrollingMachine machine, Place at, String body, int status) {
    return until(
        status,
        () -> machine.signed(at.proxy().port(), SignedRequest.NEW, "PUT", machine.path, body));
  }

  private static void asks(EnrollingMachine machine, Place at, String client) throws Exception {
    int port = at.proxy().port();
    var session = machine.signed(port, client, "POST", "/v1/sessions", "{}");
    assertThat(session.statusCode()).as(session.body()).isEqualTo(200);
    var token = json(session).path("token").asString();
    var state = machine.ask(port, token, "POST", "/v1/state", "{\"version\":\"1.0\"}");
    assertThat(state.statusCode()).as(state.body()).isEqualTo(204);
  }

  @Test
  void a_token_mailed_by_postfix_enrols_though_a_server_dies_at_every_step() throws Exception {
    enrolsThoughAServerDiesAtEveryStep();
  }

  @Test
  void the_same_holds_over_postgresql() throws Exception {
    var postgres = kept(PostgresServer.start());
    var password = Files.writeString(folder.resolve("db"), PostgresServer.PASSWORD);
    store =
        "url: \"%s\", user: %s, password: file:%s"
            .formatted(postgres.url(), PostgresServer.USER, password);
    enrolsThoughAServerDiesAtEveryStep();
  }

  private void enrolsThoughAServerDiesAtEveryStep() throws Exception {
    var postfix = kept(Postfix.start(folder, "postfix"));
    sections =
        """
          mail: { relay: "127.0.0.1:%d", tls: opportunistic, from: keys@example.com }
        """
            .formatted(postfix.port());
    var one = place("one");
    var two = place("two");
    try (var machine = new EnrollingMachine()) {
      var body = machine.body("\"method\":\"email\",\"address\":\"ada@example.com\"");
      var a = start(one);
      assertThat(enrol(machine, one, body, 202).body()).contains("mail-sent");
      var message = postfix.awaitMessage();
      a.kill();

      var b = start(two);
      enrol(machine, two, body, 202);
      b.kill();

      var c = start(one);
      var token = TOKEN.matcher(message).results().findFirst().orElseThrow().group();
      var made = confirm(machine, one, token, 201);
      c.kill();

      start(two);
      assertThat(json(confirm(machine, two, token, 200))).isEqualTo(json(made));
      assertThat(json(enrol(machine, two, body, 200))).isEqualTo(json(made));
      asks(machine, two, json(made).path("client").asString());
    }
  }

  private static HttpResponse<String> confirm(
      EnrollingMachine machine, Place at, String token, int status) {
    return until(
        status,
        () ->
            machine.signed(
                at.proxy().port(),
                SignedRequest.NEW,
                "POST",
                machine.path + "/confirmation",
                "{\"token\":\"" + token + "\"}"));
  }
}
