package org.sallyport.smtp.relay;

import java.util.List;
import org.sallyport.smtp.client.Dialled;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.smtp.server.Hop;
import org.sallyport.smtp.server.Peer;
import org.sallyport.wire.smtp.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a next hop for each client; a client is greeted when the next hop has greeted. */
public final class InlineRelay implements Hop {
  private static final Logger LOG = LoggerFactory.getLogger(InlineRelay.class);
  private static final Reply NOT_THERE = Reply.of(421, "4.4.1", "the next hop is not there");

  private final SmtpClient client;
  private final List<NextHop> hops;

  /**
   * Not yet used.
   *
   * @param client is the caller's to close
   * @param hops in the order in which they are called
   */
  public InlineRelay(SmtpClient client, List<NextHop> hops) {
    this.client = client;
    this.hops = List.copyOf(hops);
  }

  @Override
  public Opened open(Peer peer) {
    return switch (client.call(hops)) {
      case Dialled.Ready(var connection, _) -> new Opened.Ready(new InlineConversation(connection));
      case Dialled.Unreachable unreachable -> {
        LOG.atWarn().addKeyValue("cause", unreachable.reason()).log("smtp-next-hop-down");
        yield new Opened.Refused(NOT_THERE);
      }
    };
  }
}
