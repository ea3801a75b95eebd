package org.sallyport.encryption.mailgateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.sallyport.kernel.HostPort;
import org.sallyport.smtp.server.Conversation;
import org.sallyport.smtp.server.Hop;
import org.sallyport.smtp.server.LoginExchange;
import org.sallyport.smtp.server.MessageText;
import org.sallyport.smtp.server.Peer;
import org.sallyport.smtp.server.ServerParameters;
import org.sallyport.smtp.server.SmtpServer;
import org.sallyport.smtp.server.Transaction;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Reply;

/** A next hop that keeps what it is given; what it answers can be changed. */
final class NextServer implements Hop, AutoCloseable {
  /** A message that was taken. */
  record Taken(String from, List<String> to, String text) {}

  final List<Taken> taken = new CopyOnWriteArrayList<>();
  final AtomicInteger begun = new AtomicInteger();
  volatile Capabilities capabilities =
      Capabilities.of("8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES", "SIZE");
  volatile Function<String, Reply> recipients = to -> Reply.of(250, "2.1.5", "fine by me");
  volatile Function<String, Reply> texts = text -> Reply.of(250, "2.0.0", "kept at the next hop");
  private final SmtpServer server;

  NextServer() throws IOException {
    var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = SmtpServer.start(ServerParameters.plain(at, "next.example"), this);
  }

  HostPort address() {
    return new HostPort("127.0.0.1", server.address().getPort());
  }

  @Override
  public Opened open(Peer peer) {
    return new Opened.Ready(new Talk());
  }

  private final class Talk implements Conversation {
    @Override
    public Capabilities capabilities() {
      return capabilities;
    }

    @Override
    public Begun begin(Peer peer, Optional<MailAddress> from, MailParameters parameters) {
      begun.incrementAndGet();
      return new Begun.Ready(
          new Writing(from.map(MailAddress::toString).orElse("")),
          Reply.of(250, "2.1.0", "sender fine"));
    }

    @Override
    public Reply login(LoginExchange exchange) {
      return Reply.of(235, "2.7.0", "welcome");
    }

    @Override
    public void close() {
      // nothing is kept
    }
  }

  private final class Writing implements Transaction {
    private final String from;
    private final List<String> to = new ArrayList<>();

    Writing(String from) {
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
      var read = new String(text.readAllBytes(), ISO_8859_1);
      var reply = texts.apply(read);
      if (reply.isPositive()) {
        taken.add(new Taken(from, List.copyOf(to), read));
      }
      return reply;
    }

    @Override
    public void close() {
      // nothing is kept
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
