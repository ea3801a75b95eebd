package org.sallyport.smtp.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.wire.smtp.Body;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.Reply;
import org.sallyport.wire.smtp.TextFault;

/** One message on its way to one next hop. One thread. */
final class Delivery {
  /** Commands that are sent before their answers are read, with PIPELINING (RFC 2920). */
  private static final int BATCH = 50;

  private final SmtpConnection connection;
  private final Envelope envelope;
  private final Content content;
  private final Capabilities server;
  private final Runnable ending;
  private final Outcome[] outcomes;

  Delivery(SmtpConnection connection, Envelope envelope, Content content, Runnable ending) {
    this.ending = ending;
    this.connection = connection;
    this.envelope = envelope;
    this.content = content;
    this.server = connection.capabilities();
    this.outcomes = new Outcome[envelope.to().size()];
  }

  List<Outcome> run() {
    var objection = objection();
    if (objection.isPresent()) {
      settleAll(Outcome.of(objection.get()));
      return result();
    }
    try {
      if (envelope()) {
        text();
      } else {
        connection.reset();
      }
    } catch (IOException e) {
      connection.abort();
      settleAll(broken(e));
    }
    return result();
  }

  private List<Outcome> result() {
    settleAll(new Outcome.Deferred(Reply.of(451, "4.4.2", "the message was not sent")));
    return List.of(outcomes);
  }

  private static Outcome broken(IOException e) {
    return new Outcome.Deferred(
        Reply.of(451, "4.4.2", "the connection to the next hop broke" + because(e)));
  }

  private static String because(IOException e) {
    return e.getMessage() == null ? "" : ": " + e.getMessage().replaceAll("\\p{Cntrl}+", " ");
  }

  /** What the next hop says that it cannot carry is not sent there. */
  private Optional<Reply> objection() {
    long largest = server.largest().orElse(Long.MAX_VALUE);
    if (size().orElse(0) > largest) {
      return Optional.of(
          Reply.of(552, "5.3.4", "the next hop takes no more than " + largest + " octets"));
    }
    boolean eightBit = envelope.parameters().body().filter(Body.EIGHT_BIT_MIME::equals).isPresent();
    if (eightBit && !server.has(Capabilities.EIGHT_BIT_MIME)) {
      return Optional.of(Reply.of(554, "5.6.3", "the next hop does not take 8BITMIME"));
    }
    if (needsUtf8() && !server.has(Capabilities.SMTPUTF8)) {
      return Optional.of(Reply.of(553, "5.6.7", "the next hop does not take SMTPUTF8"));
    }
    return Optional.empty();
  }

  private boolean needsUtf8() {
    return envelope.parameters().utf8()
        || envelope.from().filter(each -> each.needsUtf8()).isPresent()
        || envelope.to().stream().anyMatch(each -> each.address().needsUtf8());
  }

  private OptionalLong size() {
    return content.size().isPresent() ? content.size() : envelope.parameters().size();
  }

  /** Whether anybody was taken. */
  private boolean envelope() throws IOException {
    var to = envelope.to();
    int batch = server.has(Capabilities.PIPELINING) ? BATCH : 1;
    boolean anybody = false;
    Optional<Reply> sender = batch == 1 ? Optional.of(mail()) : Optional.empty();
    for (int from = 0; from < to.size() && sender.filter(Delivery::isNo).isEmpty(); from += batch) {
      int until = Math.min(from + batch, to.size());
      if (sender.isEmpty()) {
        write(connection.mailLine(envelope.from(), parameters()));
      }
      for (var each : to.subList(from, until)) {
        write(connection.recipientLine(each.address(), each.parameters()));
      }
      if (sender.isEmpty()) {
        sender = Optional.of(reply());
      }
      for (int i = from; i < until; i++) {
        var reply = reply();
        if (reply.isPositive()) {
          anybody = true;
        } else {
          outcomes[i] = Outcome.of(reply);
        }
      }
    }
    if (sender.filter(Delivery::isNo).isPresent()) {
      for (int i = 0; i < outcomes.length; i++) {
        outcomes[i] = Outcome.of(sender.get()); // the answers to RCPT only follow from it
      }
      return false;
    }
    return anybody;
  }

  private static boolean isNo(Reply reply) {
    return !reply.isPositive();
  }

  private Reply mail() throws IOException {
    return connection.mail(envelope.from(), parameters());
  }

  private MailParameters parameters() {
    var asked = needsUtf8() ? envelope.parameters().withUtf8() : envelope.parameters();
    var size = size();
    return size.isPresent() ? asked.withSize(size.getAsLong()) : asked;
  }

  private void write(String line) throws IOException {
    connection.link().write(line + "\r\n");
  }

  private Reply reply() throws IOException {
    return connection.link().reply(connection.parameters().timeouts().command());
  }

  private void text() throws IOException {
    OutgoingText text;
    if (connection.prefersChunks()) {
      text = connection.chunks();
    } else {
      var reply = connection.data();
      if (reply.code() != 354) {
        settleAll(Outcome.of(reply.isPositive() ? unexpected(reply) : reply));
        forget();
        return;
      }
      text = connection.text();
    }
    if (!send(text)) {
      connection.abort();
      return;
    }
    try {
      text.end(ending);
      var answer = text.answer();
      settleAll(Outcome.of(answer));
      if (!answer.isPositive() && connection.prefersChunks()) { // RFC 3030 section 2
        forget();
      }
    } catch (IOException e) {
      connection.abort();
      settleAll(new Outcome.Unknown("no answer came to the end of the text" + because(e)));
    }
  }

  /**
   * A refusal of DATA leaves the transaction open (RFC 5321 section 4.1.4), and the next message of
   * the connection would be refused for it.
   */
  private void forget() {
    try {
      connection.reset();
    } catch (IOException e) {
      connection.abort();
    }
  }

  private static Reply unexpected(Reply reply) {
    return Reply.of(451, "4.5.0", "DATA was answered with " + reply.code());
  }

  /** Whether all of the text is on its way; else everybody's outcome is settled. */
  private boolean send(OutgoingText text) throws IOException {
    var octets = new byte[16 << 10];
    try (var in = open()) {
      while (true) {
        int count = read(in, octets);
        var fault = count < 0 ? text.check() : text.send(octets, 0, count);
        if (fault.isPresent()) {
          settleAll(new Outcome.Refused(refusal(fault.get())));
          return false;
        }
        if (count < 0) {
          return true;
        }
      }
    } catch (ContentException e) {
      settleAll(
          new Outcome.Deferred(Reply.of(451, "4.3.0", "the message could not be read again")));
      return false;
    } catch (IOException e) {
      var last = lastWords();
      settleAll(last.isPresent() ? Outcome.of(last.get()) : broken(e));
      return false;
    }
  }

  private static Reply refusal(TextFault fault) {
    return Reply.of(554, "5.6.0", "the message has " + fault.words());
  }

  private InputStream open() throws ContentException {
    try {
      return content.open();
    } catch (IOException e) {
      throw new ContentException(e);
    }
  }

  private static int read(InputStream in, byte[] octets) throws ContentException {
    try {
      return in.read(octets);
    } catch (IOException e) {
      throw new ContentException(e);
    }
  }

  /** A server that ends a connection within a text may have said why. */
  private Optional<Reply> lastWords() {
    try {
      return connection.link().hasInput()
          ? Optional.of(connection.link().lastWords()).filter(Delivery::isNo)
          : Optional.empty();
    } catch (IOException nothing) {
      return Optional.empty();
    }
  }

  private void settleAll(Outcome outcome) {
    for (int i = 0; i < outcomes.length; i++) {
      if (outcomes[i] == null) {
        outcomes[i] = outcome;
      }
    }
  }

  /** The content broke, not the connection. */
  private static final class ContentException extends IOException {
    private static final long serialVersionUID = 1L;

    ContentException(IOException cause) {
      super(cause);
    }
  }
}
