package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.server.Conversation;
import org.sallyport.smtp.server.LoginExchange;
import org.sallyport.smtp.server.MessageText;
import org.sallyport.smtp.server.Peer;
import org.sallyport.smtp.server.Transaction;
import org.sallyport.wire.smtp.Attributes;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Reply;

/** One sender's connection with one to the next hop, whose answers are the sender's. One thread. */
final class InlineConversation implements Conversation {
  private final ListenerParts parts;
  private final HeldHop next;
  private boolean loggedIn;

  InlineConversation(ListenerParts parts, HeldHop next) {
    this.parts = parts;
    this.next = next;
  }

  @Override
  public Capabilities capabilities() {
    return next.capabilities();
  }

  @Override
  public Begun begin(Peer peer, Optional<MailAddress> from, MailParameters parameters) {
    var reply =
        next.ask(
            hop -> {
              hop.forward(peer.forwarded().orElseGet(() -> client(peer)));
              return hop.mail(from, parameters);
            });
    return reply.isPositive()
        ? new Begun.Ready(new Message(peer, from, parameters), reply)
        : new Begun.Refused(reply);
  }

  /** Whom the message is relayed for; told only where the next hop asks to be (XFORWARD). */
  private static Attributes client(Peer peer) {
    var words = new LinkedHashMap<String, Optional<String>>();
    words.put(Attributes.NAME, peer.name());
    words.put(Attributes.ADDR, Optional.of(literal(peer)));
    words.put(Attributes.PORT, Optional.of(Integer.toString(peer.address().getPort())));
    words.put(Attributes.HELO, peer.hello());
    words.put(Attributes.PROTO, Optional.of(peer.extended() ? "ESMTP" : "SMTP"));
    return new Attributes(words);
  }

  /** Postfix wants {@code IPv6:} before such addresses (XFORWARD_README). */
  private static String literal(Peer peer) {
    var text = peer.address().getAddress().getHostAddress();
    return text.indexOf(':') < 0 ? text : "IPv6:" + text.replaceFirst("%.*", "");
  }

  @Override
  public Reply login(LoginExchange exchange) {
    var reply = next.login(exchange);
    loggedIn |= reply.code() == 235;
    return reply;
  }

  @Override
  public void close() {
    next.close();
  }

  private final class Message implements Transaction {
    private final Peer peer;
    private final Optional<MailAddress> from;
    private final MailParameters parameters;
    private final List<Envelope.To> taken = new ArrayList<>();
    private boolean over;

    Message(Peer peer, Optional<MailAddress> from, MailParameters parameters) {
      this.peer = peer;
      this.from = from;
      this.parameters = parameters;
    }

    @Override
    public Reply recipient(MailAddress to, RecipientParameters with) {
      var objection = parts.relaying().objection(peer, loggedIn, to);
      if (objection.isPresent()) {
        return objection.get();
      }
      var reply = next.ask(hop -> hop.recipient(to, with));
      if (reply.isPositive() && taken.stream().noneMatch(each -> each.address().equals(to))) {
        taken.add(new Envelope.To(to, with));
      }
      return reply;
    }

    @Override
    public Optional<Reply> ready() {
      return next.isGone() ? Optional.of(HeldHop.GONE) : Optional.empty();
    }

    @Override
    public Reply message(MessageText text) throws IOException {
      try (var arrival = Arrival.read(parts, peer, from, parameters, taken, text, next::stay)) {
        var answer = parts.intake().take(arrival, Optional.of(next));
        over = answer.passed() && answer.reply().isPositive();
        return answer.reply();
      }
    }

    /** What the next hop was not sent it must forget. */
    @Override
    public void close() {
      if (!over && !next.isGone()) {
        next.forget();
      }
    }
  }
}
