package org.sallyport.encryption.mailgateway;

import org.sallyport.encryption.mailgateway.MailListenerSettings.Next;
import org.sallyport.smtp.client.Dialled;
import org.sallyport.smtp.server.Hop;
import org.sallyport.smtp.server.Peer;
import org.sallyport.wire.smtp.Reply;

/** Calls the next hop for each sender, who is greeted when the next hop has greeted. */
final class InlineHop implements Hop {
  private static final Reply LOCKED = Reply.of(421, "4.3.0", "not unlocked yet");
  private static final Reply NOT_THERE = Reply.of(421, "4.4.1", "the next hop is not there");

  private final ListenerParts parts;
  private final HopStates hops;
  private final Next next;

  InlineHop(ListenerParts parts, HopStates hops, Next next) {
    this.parts = parts;
    this.hops = hops;
    this.next = next;
  }

  @Override
  public Opened open(Peer peer) {
    if (!parts.intake().isOpen()) {
      return new Opened.Refused(LOCKED);
    }
    return switch (hops.call(next)) {
      case Dialled.Ready(var connection, _) ->
          new Opened.Ready(new InlineConversation(parts, new HeldHop(connection, parts.clock())));
      case Dialled.Unreachable _ -> new Opened.Refused(NOT_THERE); // the states tell of it
    };
  }
}
