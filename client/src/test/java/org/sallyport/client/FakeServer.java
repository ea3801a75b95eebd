package org.sallyport.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sallyport.client.json.Json;
import org.sallyport.client.link.Server;
import org.sallyport.pki.Issued;
import org.sallyport.testkit.TestPki;

/** An HTTPS server of a test, on loopback, that answers as it is told and remembers who asked. */
public final class FakeServer implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private volatile Handler handler;

  /** A request as it arrived. */
  public record Seen(String method, String target, String cookie) {}

  /** What is answered. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Reply(int status, byte[] body, List<String> fields) {
    /** JSON. */
    public static Reply json(int status, Object body) {
      return new Reply(status, Json.bytes(body), List.of());
    }

    /** A problem. */
    public static Reply problem(int status, String name, String detail) {
      return json(
          status, java.util.Map.of("type", "urn:sallyport:problem:" + name, "detail", detail));
    }

    /** The same with one more field. */
    public Reply with(String field) {
      var more = new java.util.ArrayList<>(fields);
      more.add(field);
      return new Reply(status, body, more);
    }
  }

  /** Decides. */
  @FunctionalInterface
  public interface Handler {
    /** The reply to a request with this body. */
    Reply answer(HttpExchange exchange, byte[] body) throws IOException;
  }

  private FakeServer(HttpsServer server, Handler handler) {
    this.server = server;
    this.handler = handler;
  }

  /** With a certificate for localhost. */
  public static FakeServer start(Handler handler) {
    return start(TestPki.shared().server("localhost"), handler);
  }

  /** With this certificate. */
  public static FakeServer start(Issued certificate, Handler handler) {
    return start(certificate, 0, handler);
  }

  /** At a port that was free a moment ago. */
  public static FakeServer start(Issued certificate, int port, Handler handler) {
    try {
      var server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(TestPki.serverContext(certificate)));
      var fake = new FakeServer(server, handler);
      server.setExecutor(fake.threads);
      server.createContext("/", fake::handle);
      server.start();
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var cookie = exchange.getRequestHeaders().getFirst("Cookie");
      seen.add(
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              cookie == null ? "" : cookie));
      var reply = handler.answer(exchange, body);
      for (var field : reply.fields()) {
        int colon = field.indexOf(':');
        exchange
            .getResponseHeaders()
            .add(field.substring(0, colon), field.substring(colon + 1).strip());
      }
      boolean none = reply.body().length == 0 || reply.status() == 304;
      exchange.sendResponseHeaders(reply.status(), none ? -1 : reply.body().length);
      if (!none) {
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  /** Answers otherwise from now on. */
  public void answer(Handler other) {
    handler = other;
  }

  /** Where it is, by the name localhost. */
  public Server place() {
    return new Server("localhost", server.getAddress().getPort());
  }

  /** What has arrived. */
  public List<Seen> seen() {
    return seen;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
