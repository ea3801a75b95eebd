package org.sallyport.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.sallyport.net.tls.KeySource;
import org.sallyport.net.tls.PemCertificates;
import org.sallyport.net.tls.PrivateKeys;

/**
 * An HTTPS server that behaves like a stateful application: sessions live in its memory, are known
 * by a cookie, and are lost by whoever lands on another server.
 *
 * <p>{@code /} is a page for people, {@code /session} the same as {@code SERVER SESSION COUNT},
 * {@code /ready} what checks ask.
 */
final class Origin {
  static final String COOKIE = "ovidCookie";

  private final String name;
  private final HttpsServer server;
  private final Map<String, AtomicInteger> sessions = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  private Origin(String name, HttpsServer server) {
    this.name = name;
    this.server = server;
  }

  static Origin start(String name, int port, Path chain, Path key) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var server = HttpsServer.create(address, 128);
    server.setHttpsConfigurator(new HttpsConfigurator(context(chain, key)));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var origin = new Origin(name, server);
    server.createContext("/ready", exchange -> answer(exchange, "text/plain", "ready\n"));
    server.createContext("/session", origin::session);
    server.createContext("/", origin::page);
    server.start();
    return origin;
  }

  private static SSLContext context(Path chain, Path key) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server",
          PrivateKeys.read(KeySource.of(key)).orElseThrow(),
          new char[0],
          PemCertificates.read(chain).orElseThrow().toArray(Certificate[]::new));
      var keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, new char[0]);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the demo's own certificate cannot be used", e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void session(HttpExchange exchange) throws IOException {
    var id = sessionId(exchange);
    answer(exchange, "text/plain", name + " " + id + " " + count(id) + "\n");
  }

  private void page(HttpExchange exchange) throws IOException {
    var id = sessionId(exchange);
    answer(
        exchange,
        "text/html",
        """
        <!doctype html><html lang="en"><title>%1$s</title>
        <h1>Answered by %1$s</h1>
        <p>Your session %2$s lives in the memory of this server. This is its request %3$d.</p>
        </html>
        """
            .formatted(name, id, count(id)));
  }

  private int count(String id) {
    return sessions.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet();
  }

  /** The session that the cookie names; a new one where this server does not know it. */
  private String sessionId(HttpExchange exchange) {
    for (var line : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
      for (var pair : line.split(";", -1)) {
        var cookie = pair.strip();
        if (cookie.startsWith(COOKIE + "=")) {
          var id = cookie.substring(COOKIE.length() + 1);
          if (sessions.containsKey(id)) {
            return id;
          }
        }
      }
    }
    var bytes = new byte[8];
    random.nextBytes(bytes);
    var id = HexFormat.of().formatHex(bytes);
    exchange
        .getResponseHeaders()
        .add("Set-Cookie", COOKIE + "=" + id + "; Path=/; Secure; HttpOnly; SameSite=Lax");
    return id;
  }

  private static void answer(HttpExchange exchange, String type, String text) throws IOException {
    var body = text.getBytes(UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
