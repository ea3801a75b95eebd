package org.sallyport.smtp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Reply;

/** A hop that keeps what it is told; what it answers can be changed. */
final class RecordingHop implements Hop {
  /** A message that was taken. */
  record Taken(Peer peer, String from, List<String> to, String text) {}

  final List<Taken> taken = new CopyOnWriteArrayList<>();
  final List<String> broken = new CopyOnWriteArrayList<>();
  final List<Peer> opened = new CopyOnWriteArrayList<>();
  final CountDownLatch closed = new CountDownLatch(1);
  volatile Capabilities capabilities =
      Capabilities.of("8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES", "SIZE");
  volatile Function<Peer, Optional<Reply>> greeting = peer -> Optional.empty();
  volatile Function<String, Reply> recipients = to -> Reply.of(250, "2.1.5", "recipient taken");
  volatile Function<MessageText, Reply> message = text -> Reply.of(250, "2.0.0", "taken");
  volatile Function<LoginExchange, Reply> logins = login -> Reply.of(535, "5.7.8", "no");

  @Override
  public Opened open(Peer peer) {
    opened.add(peer);
    return greeting
        .apply(peer)
        .<Opened>map(Opened.Refused::new)
        .orElseGet(() -> new Opened.Ready(new Talk()));
  }

  private final class Talk implements Conversation {
    @Override
    public Capabilities capabilities() {
      return capabilities;
    }

    @Override
    public Begun begin(Peer peer, Optional<MailAddress> from, MailParameters parameters) {
      var sender = from.map(MailAddress::toString).orElse("");
      return sender.startsWith("bad@")
          ? new Begun.Refused(Reply.of(550, "5.1.0", "not from you"))
          : new Begun.Ready(new Writing(peer, sender), Reply.of(250, "2.1.0", "sender taken"));
    }

    @Override
    public Reply login(LoginExchange exchange) {
      return logins.apply(exchange);
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private final class Writing implements Transaction {
    private final Peer peer;
    private final String from;
    private final List<String> to = new ArrayList<>();

    Writing(Peer peer, String from) {
      this.peer = peer;
      this.from = from;
    }

    @Override
    public Reply recipient(MailAddress address, RecipientParameters parameters) {
      var reply = recipients.apply(address.toString());
      if (reply.isPositive()) {
        to.add(address.toString());
      }
      return reply;
    }

    @Override
    public Reply message(MessageText text) throws IOException {
      try {
        var read = new String(text.readAllBytes(), ISO_8859_1);
        var reply = message.apply(text);
        if (reply.isPositive()) {
          taken.add(new Taken(peer, from, to, read));
        }
        return reply;
      } catch (BrokenTextException e) {
        broken.add(e.getMessage());
        throw e;
      }
    }

    @Override
    public void close() {
      // nothing is kept
    }
  }
}
