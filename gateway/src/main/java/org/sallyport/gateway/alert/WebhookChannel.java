package org.sallyport.gateway.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.sallyport.config.Secrets;
import org.sallyport.gateway.alert.AlertSettings.Webhook;
import org.sallyport.net.tls.Loaded;
import tools.jackson.databind.json.JsonMapper;

/** Posts alerts as JSON objects: kind, node, subject, text, at. */
final class WebhookChannel implements Channel {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Webhook settings;
  private final URI url;
  private final HttpClient client;

  private WebhookChannel(Webhook settings, HttpClient client) {
    this.settings = settings;
    this.client = client;
    url = URI.create(settings.url());
  }

  static Loaded<Channel> open(Webhook settings) {
    return TrustContext.of(settings.trust())
        .then(
            tls ->
                Loaded.ready(
                    new WebhookChannel(
                        settings,
                        HttpClient.newBuilder()
                            .sslContext(tls)
                            .version(HttpClient.Version.HTTP_1_1)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .connectTimeout(LIMIT)
                            .build())));
  }

  /** Without path and query, which may hold a secret of the receiver's. */
  @Override
  public String name() {
    return "webhook " + url.getHost();
  }

  @Override
  public void send(Alert alert, String node) throws IOException {
    var body = MAPPER.createObjectNode();
    body.put("kind", alert.kind().word());
    body.put("node", node);
    body.put("subject", alert.subject());
    body.put("text", alert.text());
    body.put("at", alert.at().toString());
    var request =
        HttpRequest.newBuilder(url)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)));
    token(request);
    try {
      int status =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        throw new IOException("answered with status " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void token(HttpRequest.Builder request) throws IOException {
    if (settings.token().isEmpty()) {
      return;
    }
    switch (Secrets.read(settings.token().get())) {
      case Secrets.Found.Missing(var why) -> throw new IOException(why);
      case Secrets.Found.Value(var secret, _) -> {
        try (secret) {
          request.header("Authorization", "Bearer " + secret.revealText());
        }
      }
    }
  }
}
