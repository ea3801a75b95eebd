package org.sallyport.app.demo.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.sallyport.net.tls.PemCertificates;

/**
 * A browser without scripts, in the hands of somebody who reads web mail: it keeps cookies, follows
 * redirections and sends the forms that pages have. One thread.
 */
final class WebReader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern MESSAGE = Pattern.compile("href=\"(/message/[^\"/]+)\"");
  private static final Pattern FIELD =
      Pattern.compile("<input[^>]* name=\"(csrf|answers|to|cc|subject)\" value=\"([^\"]*)\"");

  private final HttpClient http;
  private final URI home;

  private WebReader(HttpClient http, URI home) {
    this.http = http;
    this.home = home;
  }

  /**
   * A browser that knows nobody yet.
   *
   * @param trust the authority that it trusts, as PEM
   * @param home where web mail is
   */
  static WebReader open(Path trust, URI home) {
    return new WebReader(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(PATIENCE)
            .sslContext(context(trust))
            .build(),
        home);
  }

  private static SSLContext context(Path trust) {
    try {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (var each : PemCertificates.read(trust).orElseThrow()) {
        trusted.setCertificateEntry("trusted-" + number++, each);
      }
      var authorities = TrustManagerFactory.getInstance("PKIX");
      authorities.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, authorities.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the demo's own certificates cannot be used", e);
    }
  }

  /** Follows the link of a notice and chooses a passphrase; the page after it. */
  String choose(String link, String passphrase) throws IOException, InterruptedException {
    var at = URI.create(link);
    page(HttpRequest.newBuilder(at).GET());
    var form = Map.of("passphrase", passphrase, "again", passphrase, "delivery", "web");
    var body =
        form.entrySet().stream()
            .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return page(
        HttpRequest.newBuilder(at)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  /** The path of the first message that an inbox lists. */
  static Optional<String> firstMessage(String inbox) {
    var found = MESSAGE.matcher(inbox);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  String look(String path) throws IOException, InterruptedException {
    return page(HttpRequest.newBuilder(home.resolve(path)).GET());
  }

  /** Fills the form of an answer and sends it; the page after it. */
  String answer(String form, String text) throws IOException, InterruptedException {
    var fields = new LinkedHashMap<String, String>();
    FIELD
        .matcher(form)
        .results()
        .forEach(found -> fields.put(found.group(1), plain(found.group(2))));
    fields.put("text", text);
    var boundary = "form-" + UUID.randomUUID();
    var body =
        fields.entrySet().stream()
            .map(
                each ->
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(boundary, each.getKey(), each.getValue()))
            .collect(Collectors.joining("", "", "--" + boundary + "--\r\n"));
    return page(
        HttpRequest.newBuilder(home.resolve("/compose"))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofString(body)));
  }

  /** Without the character references that stand in values. */
  private static String plain(String value) {
    return value
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private String page(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("web mail answered " + answer.statusCode() + " at " + answer.uri());
    }
    return answer.body();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
