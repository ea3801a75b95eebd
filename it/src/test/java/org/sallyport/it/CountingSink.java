package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
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

/** A next hop that counts what it takes by Message-ID and recipient. */
final class CountingSink implements Hop, AutoCloseable {
  private static final Pattern ID = Pattern.compile("(?im)^Message-ID:\\s*<([^>]*)>");
  private static final Capabilities OFFERED =
      Capabilities.of("8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES", "SIZE");

  /** How often each came. */
  final Map<String, Integer> taken = new ConcurrentHashMap<>();

  /** Every text, whole. */
  final Queue<String> texts = new ConcurrentLinkedQueue<>();

  private final SmtpServer server;

  CountingSink() throws IOException {
    var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = SmtpServer.start(ServerParameters.plain(at, "sink.example"), this);
  }

  int port() {
    return server.address().getPort();
  }

  /** Those that came more than once. */
  List<String> doubled() {
    return taken.entrySet().stream()
        .filter(each -> each.getValue() > 1)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  @Override
  public Opened open(Peer peer) {
    return new Opened.Ready(new Talk());
  }

  private final class Talk implements Conversation {
    @Override
    public Capabilities capabilities() {
      return OFFERED;
    }

    @Override
    public Begun begin(Peer peer, Optional<MailAddress> from, MailParameters parameters) {
      return new Begun.Ready(new Counting(), Reply.of(250, "2.1.0", "sender taken"));
    }

    @Override
    public void close() {
      // nothing is kept
    }
  }

  private final class Counting implements Transaction {
    private final List<String> to = new ArrayList<>();

    @Override
    public Reply recipient(MailAddress address, RecipientParameters parameters) {
      to.add(address.toString());
      return Reply.of(250, "2.1.5", "recipient taken");
    }

    @Override
    public Reply message(MessageText text) throws IOException {
      var whole = new String(text.readAllBytes(), ISO_8859_1);
      texts.add(whole);
      var id = ID.matcher(whole);
      var name = id.find() ? id.group(1) : "none";
      to.forEach(each -> taken.merge(name + " " + each, 1, Integer::sum));
      return Reply.of(250, "2.0.0", "counted");
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
