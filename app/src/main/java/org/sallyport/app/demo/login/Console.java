package org.sallyport.app.demo.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.sallyport.net.tls.PemCertificates;
import org.sallyport.oath.Base32;
import org.sallyport.pki.Issued;
import org.sallyport.web.route.Json;

/** The administrator's calls of the authority: people and their tokens are made known to it. */
final class Console implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CREATED = 201;

  private final HttpClient http;
  private final URI authority;

  private Console(HttpClient http, URI authority) {
    this.http = http;
    this.authority = authority;
  }

  /** A console that shows that certificate and trusts the authorities of that file. */
  static Console to(int port, Issued certificate, Path trust) {
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(tls(certificate, trust))
            .connectTimeout(PATIENCE)
            .build();
    return new Console(http, URI.create("https://localhost:" + port));
  }

  private static SSLContext tls(Issued certificate, Path trust) {
    try {
      var own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      var nobody = new char[0];
      own.setKeyEntry(
          "own", certificate.key(), nobody, certificate.chain().toArray(X509Certificate[]::new));
      var keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, nobody);
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      int number = 0;
      for (var each : PemCertificates.read(trust).orElseThrow()) {
        trusted.setCertificateEntry("trusted-" + number++, each);
      }
      var authorities = TrustManagerFactory.getInstance("PKIX");
      authorities.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), authorities.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the demo's own certificates cannot be used", e);
    }
  }

  /** Makes a person and a token known; two codes prove that the token is at hand. */
  void enrol(Person person) throws IOException, InterruptedException {
    post("/v1/users", "{\"id\":\"%s\"}".formatted(person.name()));
    post(
        "/v1/users/" + person.name() + "/credentials",
        """
        {"type":"hotp","name":"token","secret":"%s","counter":0,"proof":["%s","%s"]}
        """
            .formatted(Base32.encode(person.seed().reveal()), person.code(), person.code()));
  }

  /** A code with which a device of the person enrols. */
  String invite(Person person) throws IOException, InterruptedException {
    var answer = post("/v1/users/" + person.name() + "/device-enrolments", "{}");
    return Json.readLeniently(answer.getBytes(UTF_8), Invitation.class).activation();
  }

  private record Invitation(String activation) {}

  private String post(String path, String body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(authority.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != CREATED) {
      throw new IOException(
          "the authority answered " + answer.statusCode() + " to " + path + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    http.close();
  }
}
