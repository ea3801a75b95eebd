package org.sallyport.authority.role;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.sallyport.authority.settings.AuthoritySettings;
import org.sallyport.authority.settings.ClientSettings;
import org.sallyport.authority.settings.CodeSettings;
import org.sallyport.authority.settings.DeviceListenerSettings;
import org.sallyport.authority.settings.LockOutSettings;
import org.sallyport.authority.settings.TenantPushSettings;
import org.sallyport.authority.settings.TenantPushSettings.NumberRule;
import org.sallyport.authority.settings.TenantSettings;
import org.sallyport.config.SecretSource;
import org.sallyport.kernel.HostPort;
import org.sallyport.store.StoreSettings;
import org.sallyport.testkit.TestPki;
import org.sallyport.web.CertificateSettings;

/** An authority over a store of its own, with clients of two tenants. */
final class RunningAuthority implements AutoCloseable {
  static final String GATEWAY = "gateway1.example.com";
  static final String CONSOLE = "console.example.com";
  static final String OTHER = "console.other.example";

  private final TestPki pki = TestPki.shared();
  private final Map<String, HttpClient> clients = new LinkedHashMap<>();
  final AuthoritySettings settings;
  final Authority authority;

  RunningAuthority(Path folder) throws IOException {
    this(folder, true);
  }

  /** With or without a listener for devices. */
  RunningAuthority(Path folder, boolean push) throws IOException {
    settings = settings(folder, push);
    authority =
        switch (Authority.open(settings, "test", Clock.systemUTC())) {
          case Authority.Opening.Running(var running) -> running;
          case Authority.Opening.Refused(var problems) -> throw new AssertionError(problems);
        };
  }

  private AuthoritySettings settings(Path folder, boolean push) throws IOException {
    var server = TestPki.write(folder, "authority", pki.server("localhost", "127.0.0.1"));
    var certificate = new CertificateSettings(server.chain(), new SecretSource.File(server.key()));
    var ignition =
        Files.writeString(folder.resolve("ignition.key"), "0123456789abcdef0123456789abcdef");
    return new AuthoritySettings(
        new HostPort("127.0.0.1", 0),
        List.of(certificate),
        pki.writeTrust(folder),
        Map.of(
            "example",
            tenant(
                NumberRule.REQUIRED,
                Map.of(
                    "gateway1",
                    client(GATEWAY, ClientSettings.Role.GATEWAY),
                    "console",
                    client(CONSOLE, ClientSettings.Role.ADMINISTRATOR))),
            "other",
            tenant(
                NumberRule.OPTIONAL,
                Map.of("console", client(OTHER, ClientSettings.Role.ADMINISTRATOR)))),
        push ? Optional.of(devices(certificate)) : Optional.empty(),
        StoreSettings.file(folder.resolve("authority.db")),
        new SecretSource.File(ignition),
        new LockOutSettings(3, Duration.ofMinutes(15)),
        new CodeSettings(1, 10, 20),
        Duration.ofMillis(200),
        Duration.ofDays(30));
  }

  private static DeviceListenerSettings devices(CertificateSettings certificate) {
    return new DeviceListenerSettings(
        new HostPort("127.0.0.1", 0), List.of(certificate), "https://push.example.com", 600);
  }

  private static TenantSettings tenant(NumberRule number, Map<String, ClientSettings> clients) {
    return new TenantSettings(clients, "Example", new TenantPushSettings(number));
  }

  private static ClientSettings client(String name, ClientSettings.Role role) {
    return new ClientSettings(Optional.of(name), Optional.empty(), role);
  }

  /** A client of the API, by the common name of its certificate. */
  HttpClient client(String name) {
    return clients.computeIfAbsent(name, each -> http(pki.clientContext(pki.client(each))));
  }

  /** A client without a certificate, as devices are. */
  HttpClient device() {
    return clients.computeIfAbsent("", _ -> http(pki.clientContext()));
  }

  private static HttpClient http(SSLContext context) {
    return HttpClient.newBuilder().sslContext(context).build();
  }

  HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60));
  }

  HttpResponse<String> call(
      String client, String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        request(authority.port(), path)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client(client).send(request.build(), BodyHandlers.ofString());
  }

  /** A time in whole seconds. */
  static Instant now() {
    return Instant.now().atOffset(ZoneOffset.UTC).withNano(0).toInstant();
  }

  @Override
  public void close() {
    clients.values().forEach(HttpClient::close);
    authority.close();
  }
}
