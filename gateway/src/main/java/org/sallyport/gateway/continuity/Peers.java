package org.sallyport.gateway.continuity;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.sallyport.config.Secrets;
import org.sallyport.gateway.alert.TrustContext;
import org.sallyport.gateway.continuity.ContinuitySettings.Peer;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.TlsProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Other gateways, asked whether they reach the authority. Any thread may call; blocks. */
final class Peers {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration LIMIT = Duration.ofMillis(700);
  private static final long LONGEST = 64 << 10;

  private final List<Asked> peers;

  private record Asked(Peer peer, URI url, HttpClient client) {}

  private Peers(List<Asked> peers) {
    this.peers = List.copyOf(peers);
  }

  /** Reads the files that the settings name; connects to nobody. */
  static Loaded<Peers> open(List<Peer> settings) {
    var asked = new ArrayList<Asked>();
    var problems = new ArrayList<TlsProblem>();
    for (var peer : settings) {
      var base = peer.url().endsWith("/") ? peer.url() : peer.url() + "/";
      switch (TrustContext.of(peer.trust())) {
        case Loaded.Ready<SSLContext>(var tls, _) -> {
          var client =
              HttpClient.newBuilder()
                  .sslContext(tls)
                  .version(HttpClient.Version.HTTP_1_1)
                  .followRedirects(HttpClient.Redirect.NEVER)
                  .connectTimeout(LIMIT)
                  .build();
          asked.add(new Asked(peer, URI.create(base + ContinuityRoutes.PATH.substring(1)), client));
        }
        case Loaded.Refused<SSLContext>(var why) -> problems.addAll(why);
      }
    }
    return problems.isEmpty() ? Loaded.ready(new Peers(asked)) : new Loaded.Refused<>(problems);
  }

  /** Whether one of them says that it reaches the authority. One that does not answer says no. */
  boolean anyReaches() {
    var answers =
        peers.stream()
            .map(
                peer ->
                    CompletableFuture.supplyAsync(
                        () -> reaches(peer), task -> Thread.ofVirtual().start(task)))
            .toList();
    return answers.stream().anyMatch(CompletableFuture::join);
  }

  private static boolean reaches(Asked asked) {
    var request = HttpRequest.newBuilder(asked.url()).timeout(LIMIT).GET();
    asked.peer().token().map(Secrets::read).ifPresent(found -> authorise(request, found));
    // The request's own time limit ends with the head of the answer; this one holds for all of it.
    var body = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LONGEST);
    var exchange = asked.client().sendAsync(request.build(), body);
    try {
      var answer = exchange.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return answer.statusCode() == 200
          && MAPPER.readTree(answer.body()).path("reached").asBoolean(false);
    } catch (ExecutionException | TimeoutException | JacksonException noAnswer) {
      exchange.cancel(true);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void authorise(HttpRequest.Builder request, Secrets.Found found) {
    if (found instanceof Secrets.Found.Value(var secret, _)) {
      try (secret) {
        request.header("Authorization", "Bearer " + secret.revealText());
      }
    }
  }
}
