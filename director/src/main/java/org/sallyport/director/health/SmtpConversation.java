package org.sallyport.director.health;

import java.io.IOException;

/**
 * The greeting of a mail server (RFC 5321 section 4.2): 220 passes, anything else fails with its
 * text. Whoever was greeted says QUIT and waits for the answer: servers log a client that leaves
 * without it as an error. Before the greeting nothing is said, as servers refuse early talkers.
 */
final class SmtpConversation implements Conversation {
  private static final int MAX_LINES = 20;

  @Override
  public Finding hold(Link link) throws IOException {
    link.await("greeting");
    var reply = reply(link);
    quit(link);
    if (reply.startsWith("220")) {
      return new Finding.Passed();
    }
    return new Finding.Failed("greeting " + Causes.quoted(reply) + ", expected 220");
  }

  /** The last line of a reply, multiline or not. */
  private static String reply(Link link) throws IOException {
    for (int i = 0; i < MAX_LINES; i++) {
      var line = link.line();
      if (!isReply(line)) {
        throw new IOException("not an SMTP reply: " + Causes.quoted(line));
      }
      if (line.length() == 3 || line.charAt(3) == ' ') {
        return line;
      }
    }
    throw new IOException("a greeting of more than " + MAX_LINES + " lines");
  }

  private static boolean isReply(String line) {
    return line.length() >= 3
        && line.charAt(0) >= '2'
        && line.charAt(0) <= '5'
        && Character.isDigit(line.charAt(1))
        && Character.isDigit(line.charAt(2))
        && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
  }

  /** The verdict is known by now; a server that hangs up first, as after 421, did no harm. */
  private static void quit(Link link) {
    try {
      link.send("QUIT\r\n");
      reply(link);
    } catch (IOException _) {
      link.await("answer to QUIT");
    }
  }
}
