package org.sallyport.client.link;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One server of the stamp: its connections, its cookies, and since when it is left alone. */
final class Member implements AutoCloseable {
  private static final int LARGEST = 16 * 1024 * 1024;

  private final Server server;
  private final LinkLimits limits;
  private final HttpClient http;
  private final Cookies cookies = new Cookies();
  private volatile Instant askedLastUntil = Instant.MIN;
  private volatile boolean lost;

  Member(Server server, Optional<String> trust, LinkLimits limits) {
    this.server = server;
    this.limits = limits;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limits.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(StampTrust.context(server, trust))
            .build();
  }

  Server server() {
    return server;
  }

  boolean isAskedLast(Instant now) {
    return now.isBefore(askedLastUntil);
  }

  /** Remembers that it failed; true when that is news. */
  boolean leave(Instant until) {
    boolean news = !lost;
    lost = true;
    askedLastUntil = until;
    return news;
  }

  /** Remembers that it answers; true when that is news. */
  boolean welcome() {
    boolean news = lost;
    lost = false;
    askedLastUntil = Instant.MIN;
    return news;
  }

  /** Sends a question; once more where a kept connection had died meanwhile. */
  HttpResponse<byte[]> send(Question question) throws IOException, InterruptedException {
    try {
      return sendOnce(question);
    } catch (IOException e) {
      if (isFinal(e)) {
        throw e;
      }
      return sendOnce(question);
    }
  }

  private static boolean isFinal(IOException e) {
    return e instanceof ConnectException
        || e instanceof HttpTimeoutException
        || e instanceof SSLException;
  }

  private HttpResponse<byte[]> sendOnce(Question question)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(server.uri(question.target())).timeout(limits.answer());
    question.fields().next().forEach(request::setHeader);
    cookies.header().ifPresent(field -> request.setHeader("Cookie", field));
    if (question.body().length > 0) {
      request.setHeader("Content-Type", "application/json");
    }
    request.method(
        question.method(),
        question.body().length == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(question.body()));
    var response = wholly(request.build());
    cookies.take(response.headers().allValues("set-cookie"));
    return response;
  }

  /**
   * The client's own limit ends when the head of the answer is there; this one when all of it is.
   */
  private HttpResponse<byte[]> wholly(HttpRequest request)
      throws IOException, InterruptedException {
    var answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
    try {
      return answer.get(limits.answer().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      var timeout = new HttpTimeoutException("the answer is not complete in time");
      timeout.initCause(late);
      throw timeout;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw new IOException(failed.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  Answer.Attempt failed(IOException broken) {
    var refused = StampTrust.refusal(broken);
    return new Answer.Attempt(
        server, refused.map(RefusedCertificate::sentence).orElseGet(() -> why(broken)), refused);
  }

  private String why(IOException broken) {
    for (@Nullable Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "the name " + server.name() + " has no address";
      }
      if (cause instanceof HttpConnectTimeoutException) {
        return server + " cannot be reached within " + limits.connect().toSeconds() + " s";
      }
      if (cause instanceof HttpTimeoutException) {
        return server + " does not answer within " + limits.answer().toSeconds() + " s";
      }
    }
    if (broken instanceof ConnectException) {
      return "nobody answers at " + server;
    }
    if (broken instanceof SSLException) {
      return server + " does not speak the TLS expected: " + broken.getMessage();
    }
    return "the connection to " + server + " broke: " + broken.getMessage();
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
