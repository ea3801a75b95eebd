package org.sallyport.director.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.ReadyUrl;

/**
 * Asks a member over HTTP whether it is ready, and whether it names its next hop as what keeps it
 * from it: {@value #NEXT_HOP} anywhere in the answer, such as in the detail of a problem (RFC
 * 9457).
 */
final class ReadyQuestion {
  private static final String NEXT_HOP = "mail-next-hop";
  private static final int LONGEST_SENTENCE = 160;

  private final ReadyUrl at;
  private final @Nullable CheckTls tls;
  private final Duration timeout;
  private final String request;

  /** What a member said. */
  sealed interface Said {
    /**
     * Its next hop is down.
     *
     * @param sentence from the answer, safe to show
     */
    record NextHop(String sentence) implements Said {}

    /** It is ready. */
    record Well() implements Said {}

    /** It is not ready, for another reason. */
    record Unwell(int status) implements Said {}

    /** Nothing that can be used. */
    record Nothing(String cause) implements Said {}
  }

  /**
   * A question.
   *
   * @param host the Host header
   * @param tls how https is spoken; null for http
   * @param timeout for everything together
   */
  ReadyQuestion(ReadyUrl at, String host, @Nullable CheckTls tls, Duration timeout) {
    this.at = at;
    this.tls = at.tls() ? tls : null;
    this.timeout = timeout;
    // To 1.0 no server answers in chunks, and each ends its answer with the connection.
    this.request =
        "GET "
            + at.path()
            + " HTTP/1.0\r\nHost: "
            + host
            + "\r\nUser-Agent: sallyport-health\r\nAccept: */*\r\nConnection: close\r\n\r\n";
  }

  /** Asks. Blocks for as long as the timeout. */
  Said ask(InetAddress member) {
    var link = new Link(System.nanoTime() + timeout.toNanos());
    try (link) {
      link.connect(new InetSocketAddress(member, at.port()));
      if (tls != null) {
        link.startTls(tls);
      }
      link.await("answer");
      link.send(request);
      return read(link);
    } catch (IOException e) {
      return new Said.Nothing(Causes.of(e, link.awaited(), timeout));
    }
  }

  private static Said read(Link link) throws IOException {
    var line = link.line();
    int status = HttpConversation.status(line);
    if (status < 200) {
      return new Said.Nothing("not an HTTP answer: " + Causes.quoted(line));
    }
    while (!link.line().isEmpty()) {
      // The fields mean nothing to a check.
    }
    var body = link.rest();
    int named = body.toLowerCase(Locale.ROOT).indexOf(NEXT_HOP);
    if (named >= 0) {
      return new Said.NextHop(sentence(body.substring(named)));
    }
    return status < 300 ? new Said.Well() : new Said.Unwell(status);
  }

  /** Up to the end of the JSON text that it stands in, or of the line. */
  private static String sentence(String text) {
    var end = text.split("[\"\\r\\n]", 2)[0];
    return Causes.quoted(end.substring(0, Math.min(end.length(), LONGEST_SENTENCE)));
  }
}
