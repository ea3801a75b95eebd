package org.sallyport.app.demo.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.sallyport.smtp.server.Conversation;
import org.sallyport.smtp.server.Hop;
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

/**
 * A mail server that takes everything and keeps it in memory. It can be stopped and started again
 * where it was. Any thread.
 */
final class Mailbox implements Hop, AutoCloseable {
  private static final Capabilities CAPABILITIES =
      Capabilities.of("8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "SIZE");

  private final int port;
  private final List<Kept> kept = new CopyOnWriteArrayList<>();
  private @Nullable SmtpServer server;

  /**
   * A message for one recipient or several.
   *
   * @param to in the order in which they were named
   * @param text each octet as one character
   */
  record Kept(List<String> to, String text) {}

  /** A mailbox that does not listen yet. */
  Mailbox(int port) {
    this.port = port;
  }

  synchronized void start() throws IOException {
    var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    server = SmtpServer.start(ServerParameters.plain(at, "world.example"), this);
  }

  /** Refuses connections from now on, and keeps what it has. */
  synchronized void stop() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /** What has come for an address, the latest last. */
  List<Kept> of(String address) {
    return kept.stream().filter(each -> each.to().contains(address)).toList();
  }

  @Override
  public Opened open(Peer peer) {
    return new Opened.Ready(new Talk());
  }

  private final class Talk implements Conversation {
    @Override
    public Capabilities capabilities() {
      return CAPABILITIES;
    }

    @Override
    public Begun begin(Peer peer, Optional<MailAddress> from, MailParameters parameters) {
      return new Begun.Ready(new Writing(), Reply.of(250, "2.1.0", "the sender is fine"));
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private final class Writing implements Transaction {
    private final List<String> to = new ArrayList<>();

    @Override
    public Reply recipient(MailAddress address, RecipientParameters parameters) {
      to.add(address.toString());
      return Reply.of(250, "2.1.5", "the recipient is fine");
    }

    @Override
    public Reply message(MessageText text) throws IOException {
      kept.add(new Kept(List.copyOf(to), new String(text.readAllBytes(), ISO_8859_1)));
      return Reply.of(250, "2.0.0", "kept");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @Override
  public void close() {
    stop();
  }
}
