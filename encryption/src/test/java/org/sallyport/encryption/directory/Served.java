package org.sallyport.encryption.directory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.sallyport.encryption.directory.SubmittedKeys.Submitted;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.TestPki;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.api.ApiGate.Entry;
import org.sallyport.web.api.ApiServer;
import org.sallyport.web.route.Caller;

/** A key directory behind a listener. */
final class Served implements AutoCloseable {
  final KeysInMemory keys = new KeysInMemory();
  final LookupMetrics metrics = new LookupMetrics();
  private final ApiServer server;
  private final HttpClient http =
      HttpClient.newBuilder().sslContext(TestPki.shared().clientContext()).build();

  Served(Path folder, KeyDirectorySettings settings) throws IOException {
    var files = TestPki.write(folder, "keys", TestPki.shared().server("localhost", "127.0.0.1"));
    var certificate = new ServerCertificate(files.chain(), () -> Secret.copyOf(bytes(files.key())));
    var directory =
        new KeyDirectory(
            keys,
            _ -> new Submitted.Unknown(),
            settings,
            List.of("example.com", "localhost"),
            metrics,
            Clock.systemUTC());
    server =
        ApiServer.builder(
                new HostPort("127.0.0.1", 0),
                List.of(certificate),
                (_, _) -> new Entry.In(new Caller("", "anybody", "")))
            .routes(directory.routes())
            .build();
    server.start();
  }

  private static byte[] bytes(Path file) {
    try {
      return java.nio.file.Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Served standard(Path folder) throws IOException {
    return new Served(folder, KeyDirectorySettings.standard());
  }

  HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return call("GET", path, headers);
  }

  HttpResponse<byte[]> call(String method, String path, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
