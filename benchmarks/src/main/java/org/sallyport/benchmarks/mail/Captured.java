package org.sallyport.benchmarks.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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

/** A mail server that keeps what it gets in memory. */
final class Captured implements AutoCloseable {
  private static final Reply FINE = Reply.of(250, "2.0.0", "fine");

  private final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();
  private final SmtpServer server;

  /** One message for one recipient. */
  record Mail(String to, String text) {}

  Captured() throws IOException {
    server =
        SmtpServer.start(
            ServerParameters.plain(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "captured.example"),
            new Keeping());
  }

  int port() {
    return server.address().getPort();
  }

  BlockingQueue<Mail> mails() {
    return mails;
  }

  @Override
  public void close() {
    server.close();
  }

  private final class Keeping implements Hop, Conversation {
    @Override
    public Opened open(Peer peer) {
      return new Opened.Ready(this);
    }

    @Override
    public Capabilities capabilities() {
      return Capabilities.of(Capabilities.EIGHT_BIT_MIME, Capabilities.SMTPUTF8);
    }

    @Override
    public Begun begin(Peer peer, Optional<MailAddress> from, MailParameters parameters) {
      return new Begun.Ready(new Message(), FINE);
    }

    @Override
    public void close() {
      // nothing is held
    }
  }

  private final class Message implements Transaction {
    private String to = "";

    @Override
    public Reply recipient(MailAddress address, RecipientParameters parameters) {
      to = address.toString();
      return FINE;
    }

    @Override
    public Reply message(MessageText text) throws IOException {
      mails.add(new Mail(to, new String(text.readAllBytes(), StandardCharsets.UTF_8)));
      return FINE;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
