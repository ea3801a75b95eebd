package org.sallyport.director.health;

import java.io.EOFException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The greeting of a mail server (RFC 5321 section 4.2): 220 passes, and STARTTLS must succeed where
 * it is asked for (RFC 3207). What is made of any other greeting, or of none, is for {@link
 * Ungreeted} to say. Whoever was greeted says QUIT and waits for the answer: servers log a client
 * that leaves without it as an error. Before the greeting nothing is said, as servers refuse early
 * talkers.
 */
final class SmtpConversation implements Conversation {
  private final @Nullable CheckTls starttls;
  private final Ungreeted ungreeted;

  /**
   * A conversation.
   *
   * @param starttls null for one that stays as it is
   */
  SmtpConversation(@Nullable CheckTls starttls, Ungreeted ungreeted) {
    this.starttls = starttls;
    this.ungreeted = ungreeted;
  }

  @Override
  public Finding hold(Link link) throws IOException {
    link.await("greeting");
    SmtpReply greeting;
    try {
      greeting = SmtpReply.read(link);
    } catch (DeadlineExceeded | EOFException e) {
      if (!link.silent()) {
        throw e;
      }
      return ungreeted.silent(e, link.socket().getInetAddress());
    }
    if (!greeting.is("220")) {
      quit(link);
      return ungreeted.refused(greeting, link.socket().getInetAddress());
    }
    var finding = starttls == null ? new Finding.Passed() : encrypt(link, starttls);
    quit(link);
    return finding;
  }

  private static Finding encrypt(Link link, CheckTls tls) throws IOException {
    link.await("answer to EHLO");
    link.send("EHLO " + literal(link.socket().getLocalAddress()) + "\r\n");
    var capabilities = SmtpReply.read(link);
    if (!capabilities.is("250") || !capabilities.offers("STARTTLS")) {
      return new Finding.Failed("no STARTTLS offered: " + capabilities.quoted());
    }
    link.await("answer to STARTTLS");
    link.send("STARTTLS\r\n");
    var answer = SmtpReply.read(link);
    if (!answer.is("220")) {
      return new Finding.Failed("STARTTLS answered " + answer.quoted() + ", expected 220");
    }
    link.startTls(tls);
    return new Finding.Passed();
  }

  /** What a client without a name says it is (RFC 5321 section 4.1.3). */
  private static String literal(InetAddress own) {
    return own instanceof Inet6Address
        ? "[IPv6:" + own.getHostAddress().replaceAll("%.*", "") + "]"
        : "[" + own.getHostAddress() + "]";
  }

  /** The verdict is known by now; a server that hangs up first, as after 421, did no harm. */
  private static void quit(Link link) {
    try {
      link.send("QUIT\r\n");
      SmtpReply.read(link);
    } catch (IOException _) {
      link.await("answer to QUIT");
    }
  }
}
