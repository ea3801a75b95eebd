package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.config.SecretSource;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.administrator.AdministratorName;
import org.sallyport.encryption.administrator.AdministratorRole;
import org.sallyport.encryption.administrator.NewCredentials;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.Totp;
import org.sallyport.store.Store;
import org.sallyport.store.StoreSettings;
import org.sallyport.testkit.TestPki;
import org.sallyport.web.AdminSettings;
import org.sallyport.web.CertificateSettings;
import org.sallyport.web.admin.AdminHost;
import org.sallyport.web.admin.AdminListener;
import org.sallyport.web.admin.ReloadOutcome;
import org.sallyport.web.route.Json;

/** The admin listener of an encryption server over a store of its own. */
final class RunningConsole implements AutoCloseable {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  final Domain domain;
  final Path folder;
  final String token;
  private final Store store;
  private final AdminListener listener;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningConsole(Path folder, Map<String, Object> changes) throws IOException {
    this.folder = folder;
    store =
        Store.open(
            StoreSettings.file(folder.resolve("encryption.db")), Optional.empty(), Domain.SCHEMA);
    var settings = TestDomain.with(settings(folder), changes);
    domain = Domain.open(store, settings, Clock.systemUTC());
    listener =
        new AdminListener(
            new AdminSettings(new HostPort("127.0.0.1", 0), Optional.empty(), Optional.empty()),
            folder,
            new AdminHost(
                "keys1",
                "test",
                Instant.now(),
                () -> "",
                _ -> new ReloadOutcome.Accepted(List.of())));
    listener.start(List.of(new EncryptionPart(domain, settings)));
    token = Files.readString(folder.resolve(AdminListener.TOKEN_FILE)).strip();
  }

  private static EncryptionSettings settings(Path folder) throws IOException {
    var files =
        TestPki.write(
            folder, "keys", TestPki.shared().server("localhost", "keys.example.com", "127.0.0.1"));
    return TestDomain.settings(
        folder.resolve("encryption.db"),
        List.of(new CertificateSettings(files.chain(), new SecretSource.File(files.key()))));
  }

  /** One whose vault is locked. */
  static RunningConsole locked(Path folder) throws IOException {
    return new RunningConsole(folder, Map.of());
  }

  /** One that serves. */
  static RunningConsole open(Path folder) throws IOException {
    var console = locked(folder);
    console.light();
    return console;
  }

  /** One that serves, with some settings of other values. */
  static RunningConsole open(Path folder, Map<String, Object> changes) throws IOException {
    var console = new RunningConsole(folder, changes);
    console.light();
    return console;
  }

  void light() {
    try (var passphrase = Secret.ofText(TestDomain.PASSPHRASE)) {
      domain.vault().light(passphrase);
    }
  }

  int port() {
    return listener.port();
  }

  /** A new administrator, signed in. */
  Browser signedIn(String name, AdministratorRole role) {
    try (var made = administrator(name, role)) {
      return signIn(made, code(made, Instant.now()));
    }
  }

  NewCredentials administrator(String name, AdministratorRole role) {
    return domain.administrators().create("test", new AdministratorName(name), role).orElseThrow();
  }

  static String code(NewCredentials made, Instant at) {
    return new Totp(CodeForm.USUAL, 30).code(made.seed(), at);
  }

  Browser signIn(NewCredentials made, String code) {
    var browser = new Browser();
    var answer =
        browser.post(
            "/sign-in",
            Map.of(
                "name", made.name().text(),
                "password", made.password().revealText(),
                "code", code));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return browser;
  }

  /** Whoever has the node's token. */
  Browser withToken() {
    var browser = new Browser();
    assertThat(browser.post("/sign-in", Map.of("token", token)).statusCode()).isEqualTo(303);
    return browser;
  }

  /** A program's request; {@code body} empty for none. */
  HttpResponse<String> call(String bearer, String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(at(path))
            .header("Authorization", "Bearer " + bearer)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(request);
  }

  Map<?, ?> json(HttpResponse<String> answer) {
    return Json.read(answer.body().getBytes(UTF_8), Map.class);
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + listener.port() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Somebody who looks at pages and fills in forms. */
  final class Browser {
    private String cookie = "none=1";
    private String csrf = "";

    HttpResponse<String> get(String path) {
      var answer = send(HttpRequest.newBuilder(at(path)).header("Cookie", cookie));
      var found = CSRF.matcher(answer.body());
      if (found.find()) {
        csrf = found.group(1);
      }
      return answer;
    }

    /** Sends a form with the token of the page that was shown last. */
    HttpResponse<String> post(String path, Map<String, String> fields) {
      var pairs = new ArrayList<String>();
      pairs.add("csrf=" + csrf);
      fields.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, UTF_8)));
      var answer =
          send(
              HttpRequest.newBuilder(at(path))
                  .header("Cookie", cookie)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(String.join("&", pairs))));
      answer
          .headers()
          .firstValue("Set-Cookie")
          .ifPresent(set -> cookie = set.replaceFirst(";.*", ""));
      return answer;
    }

    /** Sends a form and gives the page that it leads to. */
    String after(String path, Map<String, String> fields) {
      get(Console.HOME);
      var answer = post(path, fields);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
      return get(answer.headers().firstValue("Location").orElseThrow()).body();
    }
  }

  @Override
  public void close() {
    http.close();
    listener.close();
    domain.close();
    store.close();
  }
}
