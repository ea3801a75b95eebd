package org.sallyport.smtp.relay;

import java.io.IOException;
import java.util.Optional;
import org.sallyport.smtp.client.OutgoingText;
import org.sallyport.smtp.client.SmtpConnection;
import org.sallyport.smtp.server.Conversation;
import org.sallyport.smtp.server.LoginExchange;
import org.sallyport.smtp.server.MessageText;
import org.sallyport.smtp.server.Peer;
import org.sallyport.smtp.server.Transaction;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection to the next hop. One thread. */
final class InlineConversation implements Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(InlineConversation.class);
  private static final Reply GONE = Reply.of(421, "4.4.2", "the next hop has gone");

  private final SmtpConnection next;
  private boolean gone;

  InlineConversation(SmtpConnection next) {
    this.next = next;
  }

  /** A question to the next hop. */
  @FunctionalInterface
  private interface Question {
    Reply ask() throws IOException;
  }

  private Reply answer(Question question) {
    if (gone) {
      return GONE;
    }
    try {
      return question.ask();
    } catch (IOException e) {
      lost(e);
      return GONE;
    }
  }

  private void lost(IOException e) {
    LOG.atWarn()
        .addKeyValue("hop", next.hop())
        .addKeyValue("cause", e.getMessage())
        .log("smtp-next-hop-gone");
    gone = true;
    next.abort();
  }

  @Override
  public Capabilities capabilities() {
    return next.capabilities();
  }

  @Override
  public Begun begin(Peer peer, Optional<MailAddress> from, MailParameters parameters) {
    var reply =
        answer(
            () -> {
              if (peer.forwarded().isPresent()) {
                next.forward(peer.forwarded().get());
              }
              return next.mail(from, parameters);
            });
    return reply.isPositive() ? new Begun.Ready(new Message(), reply) : new Begun.Refused(reply);
  }

  @Override
  public Reply login(LoginExchange exchange) {
    var first = "AUTH " + exchange.mechanism() + exchange.initial().map(" "::concat).orElse("");
    var reply = answer(() -> next.ask(first));
    while (reply.code() == 334) {
      var challenge = reply.lines().getFirst();
      reply = answer(() -> next.ask(response(exchange, challenge)));
    }
    return reply;
  }

  /** A client that gives up cancels (RFC 4954 section 4). */
  private static String response(LoginExchange exchange, String challenge) throws IOException {
    return exchange.challenge(challenge).orElse("*");
  }

  @Override
  public void close() {
    if (!gone) {
      next.close();
    }
  }

  private final class Message implements Transaction {
    private boolean sent;

    @Override
    public Reply recipient(MailAddress to, RecipientParameters parameters) {
      return answer(() -> next.recipient(to, parameters));
    }

    @Override
    public Optional<Reply> ready() {
      if (next.prefersChunks()) {
        return gone ? Optional.of(GONE) : Optional.empty();
      }
      var reply = answer(next::data);
      if (reply.code() == 354) {
        return Optional.empty();
      }
      return Optional.of(
          reply.isTransient() || reply.isPermanent()
              ? reply
              : Reply.of(451, "4.5.0", "the next hop's answer makes no sense"));
    }

    @Override
    public Reply message(MessageText text) throws IOException {
      sent = true;
      var out = next.prefersChunks() ? next.chunks() : next.text();
      if (!pass(text, out)) {
        return GONE;
      }
      return answer(
          () -> {
            out.end();
            return out.answer();
          });
    }

    /** Whether the whole text has gone out. */
    private boolean pass(MessageText text, OutgoingText out) throws IOException {
      var octets = new byte[16 << 10];
      while (true) {
        int count = read(text, octets);
        try {
          var fault = count < 0 ? out.check() : out.send(octets, 0, count);
          if (fault.isPresent()) {
            throw new IOException("the message has " + fault.get().words());
          }
        } catch (IOException e) {
          lost(e);
          return false;
        }
        if (count < 0) {
          return true;
        }
      }
    }

    /** A text that breaks off must not be ended at the next hop either. */
    private int read(MessageText text, byte[] octets) throws IOException {
      try {
        return text.read(octets);
      } catch (IOException broken) {
        gone = true;
        next.abort();
        throw broken;
      }
    }

    @Override
    public void close() {
      if (!sent && !gone) {
        answer(next::reset);
      }
    }
  }
}
