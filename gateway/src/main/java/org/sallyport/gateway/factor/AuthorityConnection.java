package org.sallyport.gateway.factor;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** A connection to the authority that has shaken hands. Used by one thread at a time. */
final class AuthorityConnection {
  private static final int BUFFER = 8 << 10;

  private final Socket raw;
  private final SSLSocket socket;
  private final ReplyReader replies;
  private final long born = System.nanoTime();
  private long used = born;
  private boolean answered;

  AuthorityConnection(Socket raw, SSLSocket socket) throws IOException {
    this.raw = raw;
    this.socket = socket;
    replies = new ReplyReader(new BufferedInputStream(socket.getInputStream(), BUFFER));
  }

  /** The socket below, which a watchdog may close at any time. */
  Socket raw() {
    return raw;
  }

  HttpReply exchange(Call call, String host) throws IOException {
    replies.expect();
    socket.getOutputStream().write(call.bytes(host));
    var reply = replies.read(call.longest(), false);
    answered = true;
    used = System.nanoTime();
    return reply;
  }

  /**
   * Waits for what the peer says without being asked.
   *
   * @throws IOException with its alert, or that the time is up
   */
  void listen(int millis) throws IOException {
    socket.setSoTimeout(millis);
    if (socket.getInputStream().read() < 0) {
      throw new EOFException("closed without a word");
    }
  }

  /** Whether an answer came on it before. */
  boolean proven() {
    return answered;
  }

  /** Whether anything of the present answer has come. */
  boolean begun() {
    return replies.begun();
  }

  /** Whether it is neither too old nor unused for too long. */
  boolean fresh(Duration idle, Duration longest) {
    long now = System.nanoTime();
    return now - used < idle.toNanos() && now - born < longest.toNanos();
  }

  /** When the certificate that the authority showed expires. */
  Optional<Instant> peerValidUntil() {
    try {
      return socket.getSession().getPeerCertificates()[0] instanceof X509Certificate shown
          ? Optional.of(shown.getNotAfter().toInstant())
          : Optional.empty();
    } catch (SSLPeerUnverifiedException nothingShown) {
      return Optional.empty();
    }
  }

  void close() {
    Watchdog.end(raw);
  }
}
