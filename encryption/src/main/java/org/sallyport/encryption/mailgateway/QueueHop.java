package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.server.Conversation;
import org.sallyport.smtp.server.Hop;
import org.sallyport.smtp.server.MessageText;
import org.sallyport.smtp.server.Peer;
import org.sallyport.smtp.server.Transaction;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Reply;

/** Takes mail to be kept here and sent on from the queue. */
final class QueueHop implements Hop {
  private static final Reply LOCKED = Reply.of(421, "4.3.0", "not unlocked yet");
  private static final Reply SENDER = Reply.of(250, "2.1.0", "sender taken");
  private static final Reply RECIPIENT = Reply.of(250, "2.1.5", "recipient taken");

  private final ListenerParts parts;
  private final Capabilities capabilities;

  QueueHop(ListenerParts parts, long largest) {
    this.parts = parts;
    this.capabilities =
        Capabilities.of(
                Capabilities.EIGHT_BIT_MIME,
                Capabilities.SMTPUTF8,
                Capabilities.DSN,
                Capabilities.ENHANCEDSTATUSCODES)
            .with(Capabilities.SIZE, Long.toString(largest));
  }

  @Override
  public Opened open(Peer peer) {
    return parts.intake().isOpen() ? new Opened.Ready(new Session()) : new Opened.Refused(LOCKED);
  }

  private final class Session implements Conversation {
    @Override
    public Capabilities capabilities() {
      return capabilities;
    }

    @Override
    public Begun begin(Peer peer, Optional<MailAddress> from, MailParameters parameters) {
      return new Begun.Ready(new Message(peer, from, parameters), SENDER);
    }

    @Override
    public void close() {
      // nothing is kept for a connection
    }
  }

  private final class Message implements Transaction {
    private final Peer peer;
    private final Optional<MailAddress> from;
    private final MailParameters parameters;
    private final List<Envelope.To> taken = new ArrayList<>();

    Message(Peer peer, Optional<MailAddress> from, MailParameters parameters) {
      this.peer = peer;
      this.from = from;
      this.parameters = parameters;
    }

    @Override
    public Reply recipient(MailAddress to, RecipientParameters with) {
      var objection = parts.relaying().objection(peer, false, to);
      if (objection.isEmpty() && taken.stream().noneMatch(each -> each.address().equals(to))) {
        taken.add(new Envelope.To(to, with));
      }
      return objection.orElse(RECIPIENT);
    }

    @Override
    public Reply message(MessageText text) throws IOException {
      try (var arrival = Arrival.read(parts, peer, from, parameters, taken, text, () -> {})) {
        return parts.intake().take(arrival, Optional.empty()).reply();
      }
    }

    @Override
    public void close() {
      // the spool was closed with the arrival
    }
  }
}
