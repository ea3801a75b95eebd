package org.sallyport.encryption.role;

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
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sallyport.config.SecretSource;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.enrolment.DirectorySettings;
import org.sallyport.encryption.mail.MailSettings;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.TestPki;
import org.sallyport.web.CertificateSettings;

/** A server with its listener over a SQLite file; several may run over one file. */
public final class RunningServer implements AutoCloseable {
  private final TestPki pki = TestPki.shared();
  private final HttpClient http = HttpClient.newBuilder().sslContext(pki.clientContext()).build();
  public final EncryptionServer server;

  private RunningServer(EncryptionSettings settings) {
    server =
        switch (EncryptionServer.open(settings, "test", Clock.systemUTC())) {
          case EncryptionServer.Opening.Running(var running) -> running;
          case EncryptionServer.Opening.Refused(var problems) -> throw new AssertionError(problems);
        };
  }

  /** A server over a folder's store, locked. */
  public static RunningServer locked(Path folder) throws IOException {
    return locked(folder, UnaryOperator.identity());
  }

  private static RunningServer locked(Path folder, UnaryOperator<EncryptionSettings> change)
      throws IOException {
    var files =
        TestPki.write(
            folder, "keys", TestPki.shared().server("localhost", "keys.example.com", "127.0.0.1"));
    var certificate = new CertificateSettings(files.chain(), new SecretSource.File(files.key()));
    return new RunningServer(
        change.apply(TestDomain.settings(folder.resolve("encryption.db"), List.of(certificate))));
  }

  /** A server over a folder's store that is lit at its start, by what a file has. */
  static RunningServer started(Path folder, Path passphrase) throws IOException {
    var source = Optional.of(new SecretSource.File(passphrase));
    return locked(folder, usual -> TestDomain.with(usual, Map.of("ignition", source)));
  }

  /** A server over a folder's store, lit. */
  public static RunningServer open(Path folder) throws IOException {
    return open(folder, UnaryOperator.identity());
  }

  /** A server over a store of that kind, lit. */
  public static RunningServer open(TestStores stores, Path folder) throws IOException {
    return open(stores, folder, UnaryOperator.identity());
  }

  /** The same with other settings. */
  public static RunningServer open(
      TestStores stores, Path folder, UnaryOperator<EncryptionSettings> change) throws IOException {
    var store = Map.<String, Object>of("store", stores.settings(folder));
    return open(folder, usual -> change.apply(TestDomain.with(usual, store)));
  }

  /** The same with a directory and a relay. */
  public static RunningServer open(
      Path folder, Optional<DirectorySettings> directory, Optional<MailSettings> mail)
      throws IOException {
    var file = folder.resolve("encryption.db");
    return open(folder, usual -> TestDomain.settings(file, usual.certificates(), directory, mail));
  }

  /** A server with other settings, lit. */
  public static RunningServer open(Path folder, UnaryOperator<EncryptionSettings> change)
      throws IOException {
    var running = locked(folder, change);
    try (var passphrase = Secret.ofText(TestDomain.PASSPHRASE)) {
      running.domain().vault().light(passphrase);
    }
    return running;
  }

  public Domain domain() {
    return server.domain();
  }

  /** A request to it; {@code body} empty for none. */
  public HttpResponse<String> call(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
