package org.sallyport.smtp.server;

import java.util.Optional;
import org.sallyport.wire.smtp.Command;
import org.sallyport.wire.smtp.Reply;

/**
 * The order of commands (RFC 5321 section 4.1.4). It knows what was said and answered, and says
 * what may not be said now; it does nothing itself. One thread.
 */
final class Dialogue {
  private static final Reply BAD_ORDER = Reply.of(503, "5.5.1", "not now");
  private static final Reply HELLO_FIRST = Reply.of(503, "5.5.1", "say EHLO first");
  private static final Reply MAIL_FIRST = Reply.of(503, "5.5.1", "say MAIL first");
  private static final Reply TLS_FIRST = Reply.of(530, "5.7.0", "say STARTTLS first");
  private static final Reply NOT_OFFERED = Reply.of(502, "5.5.1", "not offered");
  private static final Reply NO_RECIPIENT = Reply.of(554, "5.5.1", "no recipient was taken");

  private final boolean offersTls;
  private final boolean needsTls;
  private final boolean trusted;
  private boolean tls;
  private boolean greeted;
  private boolean extended;
  private boolean loggedIn;
  private boolean mail;
  private int recipients;

  /**
   * A new connection.
   *
   * @param tls whether it is encrypted already
   * @param trusted whether the peer may speak for others
   */
  Dialogue(ListenerTls mode, boolean tls, boolean trusted) {
    this.offersTls = mode.offersStartTls();
    this.needsTls = mode == ListenerTls.REQUIRED;
    this.tls = tls;
    this.trusted = trusted;
  }

  /** Why a command is refused now; empty: it is in order. */
  Optional<Reply> objection(Command command) {
    return switch (command) {
      case Command.Hello _, Command.Noop _, Command.Quit _, Command.Reset _, Command.Help _ ->
          Optional.empty();
      case Command.Verify _ -> plain(Optional.empty());
      case Command.Mail _ -> plain(greeted && !mail ? Optional.empty() : disorder());
      case Command.Recipient _ -> plain(mail ? Optional.empty() : Optional.of(MAIL_FIRST));
      case Command.Data _, Command.Chunk _ -> plain(text());
      case Command.StartTls _ -> startTls();
      case Command.Login _ ->
          plain(extended && !mail && !loggedIn ? Optional.empty() : Optional.of(BAD_ORDER));
      // A login is one client's, and at the next hop it cannot be taken back.
      case Command.ActFor _ -> loggedIn ? Optional.of(BAD_ORDER) : relayed();
      case Command.Forward _ -> relayed();
    };
  }

  /** RFC 3207 section 4. */
  private Optional<Reply> plain(Optional<Reply> objection) {
    return needsTls && !tls ? Optional.of(TLS_FIRST) : objection;
  }

  private Optional<Reply> disorder() {
    return Optional.of(greeted ? BAD_ORDER : HELLO_FIRST);
  }

  private Optional<Reply> text() {
    if (!mail) {
      return Optional.of(MAIL_FIRST);
    }
    return recipients == 0 ? Optional.of(NO_RECIPIENT) : Optional.empty();
  }

  private Optional<Reply> startTls() {
    if (!offersTls) {
      return Optional.of(NOT_OFFERED);
    }
    return tls || mail || !extended ? Optional.of(BAD_ORDER) : Optional.empty();
  }

  private Optional<Reply> relayed() {
    if (!trusted) {
      return Optional.of(Reply.of(550, "5.7.0", "you are not trusted to speak for others"));
    }
    return mail ? Optional.of(BAD_ORDER) : Optional.empty();
  }

  void hello(boolean isExtended) {
    greeted = true;
    extended = isExtended;
    reset();
  }

  void began() {
    mail = true;
  }

  void recipient() {
    recipients++;
  }

  void reset() {
    mail = false;
    recipients = 0;
  }

  void secured() {
    tls = true;
    renewed();
  }

  /** The client begins anew, as after XCLIENT. */
  void renewed() {
    greeted = false;
    extended = false;
    loggedIn = false;
    reset();
  }

  void loggedIn() {
    loggedIn = true;
  }

  boolean inTransaction() {
    return mail;
  }

  boolean isTls() {
    return tls;
  }

  boolean isExtended() {
    return extended;
  }

  boolean isLoggedIn() {
    return loggedIn;
  }

  int recipients() {
    return recipients;
  }
}
