package org.sallyport.gateway.factor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.sallyport.config.SecretSource;
import org.sallyport.kernel.HostPort;
import org.sallyport.pki.Issued;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.TestPki;

/**
 * An authority by script: the code 123456 is right for everybody but {@code nobody}; everything
 * else is wrong. It demands client certificates.
 */
public final class FakeAuthority implements AutoCloseable {
  public static final String NAME = "authority.example.com";
  public static final TestPki PKI = TestPki.shared();
  private static final Pattern ITEM =
      Pattern.compile("\\{\"user\":\"([^\"]*)\",\"code\":\"([^\"]*)\",\"key\":\"[^\"]*\"}");

  private final HttpOrigin origin;
  private final AtomicBoolean away;

  private FakeAuthority(HttpOrigin origin, AtomicBoolean away) {
    this.origin = origin;
    this.away = away;
  }

  public static FakeAuthority start() throws IOException {
    return start(0);
  }

  public static FakeAuthority start(int port) throws IOException {
    return scripted(FakeAuthority::answer, port);
  }

  public static FakeAuthority scripted(HttpOrigin.Script script, int port) throws IOException {
    return scripted(script, PKI.server(NAME), port);
  }

  public static FakeAuthority scripted(HttpOrigin.Script script, Issued certificate, int port)
      throws IOException {
    var away = new AtomicBoolean();
    HttpOrigin.Script unlessAway =
        (request, connection) -> {
          if (away.get()) {
            connection.reset();
          } else {
            script.answer(request, connection);
          }
        };
    return new FakeAuthority(
        HttpOrigin.mutual(unlessAway, TestPki.context(certificate, PKI.root()), port), away);
  }

  public static void answer(HttpOrigin.Request request, HttpOrigin.Connection connection)
      throws IOException {
    var target = request.target();
    if (target.equals("/v1/health")) {
      connection.respond(200, "{\"status\":\"ready\"}");
    } else if (target.equals("/v1/authentications:batch")) {
      connection.respond(200, batch(request.body()));
    } else if (target.startsWith("/v1/users/nobody/")) {
      connection.respond(404, "{\"type\":\"urn:sallyport:problem:unknown-user\"}");
    } else if (target.endsWith("/factors")) {
      connection.respond(
          200, "{\"codeLengths\":[6,8],\"push\":true,\"state\":\"active\",\"more\":{}}");
    } else {
      connection.respond(404, "{}");
    }
  }

  public static String batch(String body) {
    var results = new StringBuilder();
    var items = ITEM.matcher(body);
    while (items.find()) {
      results.append(results.isEmpty() ? "" : ",");
      if (items.group(1).equals("nobody")) {
        results.append("{\"result\":\"unknown\"}");
      } else if (items.group(2).equals("123456")) {
        results.append("{\"result\":\"accepted\",\"credential\":\"c_1\",\"id\":\"a_1\"}");
      } else {
        results.append("{\"result\":\"refused\",\"reason\":\"wrong-code\"}");
      }
    }
    return "{\"results\":[" + results + "]}";
  }

  /**
   * Ends its connections, and every further one before it answers. Its port stays taken: a free one
   * would soon be that of another test's authority.
   */
  public void leave() {
    away.set(true);
    origin.resetAll();
  }

  /** Answers again. */
  public void comeBack() {
    away.set(false);
  }

  public HostPort address() {
    return new HostPort("127.0.0.1", port());
  }

  public int port() {
    return origin.address().getPort();
  }

  public HttpOrigin origin() {
    return origin;
  }

  public List<String> targets() {
    return origin.requests().stream().map(HttpOrigin.Request::target).toList();
  }

  @Override
  public void close() {
    origin.close();
  }

  /** Settings of a link, with a client certificate written into the folder. */
  public static AuthorityLinkSettings settings(
      Path folder, Issued client, Optional<AuthorityLinkSettings.Proxy> proxy, HostPort... where)
      throws IOException {
    var pair = TestPki.write(folder, "gateway1", client);
    return new AuthorityLinkSettings(
        List.of(where),
        Optional.of(NAME),
        Optional.of(PKI.writeTrust(folder)),
        Optional.empty(),
        new AuthorityLinkSettings.Certificate(pair.chain(), new SecretSource.File(pair.key())),
        proxy,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        2,
        Duration.ofSeconds(60));
  }
}
