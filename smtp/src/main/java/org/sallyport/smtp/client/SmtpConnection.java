package org.sallyport.smtp.client;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.smtp.link.Link;
import org.sallyport.wire.smtp.Attributes;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Reply;

/**
 * A next hop that has greeted. Either command by command, or {@link #deliver} for whole messages,
 * several after each other. When a method throws, the connection is of no use any more. One thread.
 */
public final class SmtpConnection implements AutoCloseable {
  private final Link link;
  private final NextHop hop;
  private final ClientParameters parameters;
  private final Reply greeting;
  private final Capabilities capabilities;
  private final Optional<String> tls;

  SmtpConnection(
      Link link,
      NextHop hop,
      ClientParameters parameters,
      Reply greeting,
      Capabilities capabilities,
      Optional<String> tls) {
    this.link = link;
    this.hop = hop;
    this.parameters = parameters;
    this.greeting = greeting;
    this.capabilities = capabilities;
    this.tls = tls;
  }

  /** Which it is. */
  public NextHop hop() {
    return hop;
  }

  /** Its first words. */
  public Reply greeting() {
    return greeting;
  }

  /** What it can do, as it said in TLS where there is TLS. */
  public Capabilities capabilities() {
    return capabilities;
  }

  /** Version and cipher; empty: in clear. */
  public Optional<String> tls() {
    return tls;
  }

  Link link() {
    return link;
  }

  ClientParameters parameters() {
    return parameters;
  }

  /** Begins a message; parameters that are not offered are left out. */
  public Reply mail(Optional<MailAddress> from, MailParameters with) throws IOException {
    return ask(mailLine(from, with));
  }

  String mailLine(Optional<MailAddress> from, MailParameters with) {
    return "MAIL FROM:<"
        + from.map(MailAddress::toString).orElse("")
        + ">"
        + with.format(capabilities);
  }

  /** One more recipient; parameters that are not offered are left out. */
  public Reply recipient(MailAddress to, RecipientParameters with) throws IOException {
    return ask(recipientLine(to, with));
  }

  String recipientLine(MailAddress to, RecipientParameters with) {
    return "RCPT TO:<" + to + ">" + with.format(capabilities);
  }

  /** Announces a text; with 354, {@link #text} sends it. */
  public Reply data() throws IOException {
    link.write("DATA\r\n");
    return link.reply(parameters.timeouts().data());
  }

  /** A text after 354. */
  public OutgoingText text() {
    return new DataOutgoing(link, parameters);
  }

  /** A text by BDAT, without {@link #data}; only where CHUNKING is offered. */
  public OutgoingText chunks() {
    if (!capabilities.has(Capabilities.CHUNKING)) {
      throw new IllegalStateException("CHUNKING is not offered");
    }
    return new ChunkOutgoing(link, parameters);
  }

  /** Whether {@link #deliver} uses {@link #chunks}. */
  public boolean prefersChunks() {
    return parameters.chunking() && capabilities.has(Capabilities.CHUNKING);
  }

  /** Tells whom the message is relayed for, as far as the next hop wants to know. */
  public void forward(Attributes client) throws IOException {
    var wanted = capabilities.details(Capabilities.XFORWARD);
    var told = new LinkedHashMap<String, Optional<String>>();
    client
        .words()
        .forEach(
            (name, value) -> {
              if (wanted.contains(name.toUpperCase(Locale.ROOT))) {
                told.put(name, value);
              }
            });
    if (!told.isEmpty()) {
      ask("XFORWARD" + new Attributes(told).format());
    }
  }

  /** Forgets a message that has begun. */
  public Reply reset() throws IOException {
    return ask("RSET");
  }

  /** Asks for nothing, to see whether the next hop is still there. */
  public Reply noop() throws IOException {
    return ask("NOOP");
  }

  /**
   * A command whose answer is the caller's to understand, such as a step of a login.
   *
   * @param line without its end; not logged
   */
  public Reply ask(String line) throws IOException {
    if (line.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
      throw new IllegalArgumentException("a command is one line");
    }
    link.write(line + "\r\n");
    return link.reply(parameters.timeouts().command());
  }

  /**
   * Sends a message to all recipients.
   *
   * @return what came of it for each, in the order of the envelope
   */
  public List<Outcome> deliver(Envelope envelope, Content content) {
    return deliver(envelope, content, () -> {});
  }

  /**
   * The same.
   *
   * @param ending is called right before the last octets of the text go out: from then on the next
   *     hop may have it, whatever becomes of this process
   */
  public List<Outcome> deliver(Envelope envelope, Content content, Runnable ending) {
    return new Delivery(this, envelope, content, ending).run();
  }

  /** Says QUIT and closes; does not wait for an answer, which nobody needs. */
  @Override
  public void close() {
    try {
      link.write("QUIT\r\n");
    } catch (IOException gone) {
      // whoever went does not miss it
    }
    link.close();
  }

  /** Closes without a word, so that a text that was not whole is not taken for one that is. */
  public void abort() {
    link.abort();
  }
}
