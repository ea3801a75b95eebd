package org.sallyport.director.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Connects, sends what the connection must begin with, shakes hands and holds a conversation. */
final class SocketCheck implements HealthCheck {
  private final Duration timeout;
  private final byte[] preamble;
  private final @Nullable CheckTls tls;
  private final Conversation conversation;

  /**
   * A check over one connection.
   *
   * @param timeout for everything together
   * @param preamble a PROXY protocol header, or nothing
   * @param tls null for a connection in clear
   */
  SocketCheck(
      Duration timeout, byte[] preamble, @Nullable CheckTls tls, Conversation conversation) {
    this.timeout = timeout;
    this.preamble = preamble;
    this.tls = tls;
    this.conversation = conversation;
  }

  @Override
  public CheckResult run(InetSocketAddress address) {
    long start = System.nanoTime();
    var finding = find(address, new Link(start + timeout.toNanos()));
    return new CheckResult(finding, Duration.ofNanos(System.nanoTime() - start));
  }

  private Finding find(InetSocketAddress address, Link link) {
    try (link) {
      link.connect(address);
      if (preamble.length > 0) {
        link.send(preamble);
      }
      if (tls != null) {
        link.startTls(tls);
      }
      return conversation.hold(link);
    } catch (IOException e) {
      return new Finding.Failed(Causes.of(e, link.awaited(), timeout));
    }
  }
}
