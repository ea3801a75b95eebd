package org.sallyport.wire.smtp;

import java.util.Optional;

/** What a client says. */
public sealed interface Command {
  /**
   * Who the client says it is (RFC 5321 section 4.1.1.1).
   *
   * @param name as sent; nothing is known of it but that it is one printable word
   * @param extended EHLO, not HELO
   */
  record Hello(String name, boolean extended) implements Command {}

  /**
   * A message begins (section 4.1.1.2).
   *
   * @param from empty: the null path of reports
   */
  record Mail(Optional<MailAddress> from, MailParameters parameters) implements Command {}

  /** One more recipient (section 4.1.1.3). */
  record Recipient(MailAddress to, RecipientParameters parameters) implements Command {}

  /** The text follows, up to a line with a dot (section 4.1.1.4). */
  enum Data implements Command {
    INSTANCE
  }

  /**
   * Octets of the text follow (RFC 3030 section 2).
   *
   * @param size how many
   * @param last whether they are the last
   */
  record Chunk(long size, boolean last) implements Command {}

  /** Forget the message (RFC 5321 section 4.1.1.5). */
  enum Reset implements Command {
    INSTANCE
  }

  /** Nothing (section 4.1.1.9). */
  enum Noop implements Command {
    INSTANCE
  }

  /** The end (section 4.1.1.10). */
  enum Quit implements Command {
    INSTANCE
  }

  /** TLS begins (RFC 3207). */
  enum StartTls implements Command {
    INSTANCE
  }

  /**
   * A login (RFC 4954).
   *
   * @param mechanism in upper case
   * @param initial the first response in base64, {@code =} for an empty one; never logged
   */
  record Login(String mechanism, Optional<String> initial) implements Command {
    @Override
    public String toString() {
      return "Login[" + mechanism + "]";
    }
  }

  /** Whom a trusted relay speaks for; the session begins anew (Postfix's XCLIENT_README). */
  record ActFor(Attributes client) implements Command {}

  /** Whom a trusted relay relays a message for, for the log (Postfix's XFORWARD_README). */
  record Forward(Attributes client) implements Command {}

  /** VRFY and EXPN (RFC 5321 section 4.1.1.6), which tell nobody anything here. */
  enum Verify implements Command {
    INSTANCE
  }

  /** HELP (section 4.1.1.8). */
  enum Help implements Command {
    INSTANCE
  }
}
