package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.encryption.mailqueue.Via;
import org.sallyport.smtp.client.Content;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.smtp.client.OutgoingText;
import org.sallyport.smtp.client.SmtpConnection;
import org.sallyport.smtp.server.LoginExchange;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the next hop that belongs to one sender's connection. Once it has gone every
 * question is answered with 421. One thread.
 */
final class HeldHop implements AutoCloseable {
  static final Reply GONE = Reply.of(421, "4.4.2", "the next hop has gone");
  private static final Logger LOG = LoggerFactory.getLogger(HeldHop.class);
  private static final Reply UNREADABLE =
      Reply.of(451, "4.3.0", "the message could not be read again");

  /** Servers wait five minutes for a command (RFC 5321 section 4.5.3.2.7), and no longer. */
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final SmtpConnection next;
  private final InstantSource clock;
  private Instant heard;
  private boolean gone;

  HeldHop(SmtpConnection next, InstantSource clock) {
    this.next = next;
    this.clock = clock;
    this.heard = clock.instant();
  }

  /** A question to the next hop. */
  @FunctionalInterface
  interface Question {
    /** Asks. */
    Reply ask(SmtpConnection next) throws IOException;
  }

  /** What a next hop is sent. */
  @FunctionalInterface
  interface Text {
    /** From its beginning. */
    InputStream open() throws IOException;
  }

  Reply ask(Question question) {
    if (gone) {
      return GONE;
    }
    try {
      var reply = question.ask(next);
      heard = clock.instant();
      return reply;
    } catch (IOException e) {
      lost(e);
      return GONE;
    }
  }

  /**
   * Lets the next hop know that somebody is still there, while a text comes slowly; called often.
   */
  void stay() {
    if (!gone && !clock.instant().isBefore(heard.plus(QUIET))) {
      var reply = ask(SmtpConnection::noop);
      if (reply.code() == 421 && !gone) { // RFC 5321 section 3.8
        lost(new IOException(reply.toString()));
      }
    }
  }

  private void lost(IOException e) {
    LOG.atWarn()
        .addKeyValue("hop", next.hop())
        .addKeyValue("cause", e.getMessage())
        .log("mail-next-hop-gone");
    gone = true;
    next.abort();
  }

  boolean isGone() {
    return gone;
  }

  /** By whom mail goes here. */
  Via via() {
    return Via.of(next);
  }

  Capabilities capabilities() {
    return next.capabilities();
  }

  /**
   * Sends a text for the recipients that were named, in the transaction that has begun.
   *
   * @param ending is called right before its last octets go out
   */
  Reply pass(Text text, OptionalLong size, Runnable ending) {
    long largest = next.capabilities().largest().orElse(Long.MAX_VALUE);
    if (size.orElse(0) > largest) {
      return Reply.of(552, "5.3.4", "the protected message is larger than the next hop takes");
    }
    if (!next.prefersChunks()) {
      var ready = ask(SmtpConnection::data);
      if (ready.code() != 354) {
        return ready.isTransient() || ready.isPermanent()
            ? ready
            : Reply.of(451, "4.5.0", "the next hop's answer makes no sense");
      }
    }
    if (gone) {
      return GONE;
    }
    var out = next.prefersChunks() ? next.chunks() : next.text();
    var broken = send(text, out);
    if (broken.isPresent()) {
      return broken.get();
    }
    return ask(
        _ -> {
          out.end(ending);
          return out.answer();
        });
  }

  /** A text that cannot be sent whole must not be ended: the connection is given up. */
  private Optional<Reply> send(Text text, OutgoingText out) {
    var octets = new byte[16 << 10];
    try (var in = text.open()) {
      while (true) {
        int count = read(in, octets);
        if (count == UNREADABLE_TEXT) {
          gone = true;
          next.abort();
          return Optional.of(UNREADABLE);
        }
        var fault = count < 0 ? out.check() : out.send(octets, 0, count);
        if (fault.isPresent()) {
          throw new IOException("the message has " + fault.get().words());
        }
        if (count < 0) {
          return Optional.empty();
        }
      }
    } catch (IOException e) {
      lost(e);
      return Optional.of(GONE);
    }
  }

  private static final int UNREADABLE_TEXT = -2;

  private static int read(InputStream in, byte[] octets) {
    try {
      return in.read(octets);
    } catch (IOException e) {
      LOG.atError().addKeyValue("cause", e.getMessage()).log("mail-text-not-read");
      return UNREADABLE_TEXT;
    }
  }

  /** Sends a whole message of its own, once {@link #forget} has ended the one that had begun. */
  List<Outcome> deliver(Envelope envelope, Content content, Runnable ending) {
    if (gone) {
      var later = new Outcome.Deferred(Reply.of(451, "4.4.2", "the next hop has gone"));
      return envelope.to().stream().<Outcome>map(_ -> later).toList();
    }
    return next.deliver(envelope, content, ending);
  }

  /** Ends a message that has begun. */
  void forget() {
    ask(SmtpConnection::reset);
  }

  /** Passes a login on step by step (RFC 4954 section 4). */
  Reply login(LoginExchange exchange) {
    var first = "AUTH " + exchange.mechanism() + exchange.initial().map(" "::concat).orElse("");
    var reply = ask(hop -> hop.ask(first));
    while (reply.code() == 334) {
      var challenge = reply.lines().getFirst();
      // A client that gives up cancels.
      reply = ask(hop -> hop.ask(exchange.challenge(challenge).orElse("*")));
    }
    return reply;
  }

  @Override
  public void close() {
    if (!gone) {
      next.close();
    }
  }
}
