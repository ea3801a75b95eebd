package org.sallyport.smtp.server;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.smtp.link.LineRead;
import org.sallyport.smtp.link.Link;
import org.sallyport.wire.smtp.Command;
import org.sallyport.wire.smtp.Reply;

/** The client's side of a login. */
final class ClientLogin implements LoginExchange {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*={0,2}");

  private final Link link;
  private final SmtpLimits limits;
  private final Command.Login login;
  private boolean over;

  ClientLogin(Link link, SmtpLimits limits, Command.Login login) {
    this.link = link;
    this.limits = limits;
    this.login = login;
  }

  @Override
  public String mechanism() {
    return login.mechanism();
  }

  @Override
  public Optional<String> initial() {
    return login.initial();
  }

  @Override
  public Optional<String> challenge(String challenge) throws IOException {
    link.write(Reply.plain(334, challenge).format());
    var read = link.line(SmtpLimits.LOGIN_LINE, limits.idle(), () -> false);
    if (read instanceof LineRead.Line(var text)) {
      return BASE64.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
    over = true;
    throw new IOException("the client went within its login");
  }

  /** Whether nothing more can be said to the client. */
  boolean isOver() {
    return over;
  }
}
