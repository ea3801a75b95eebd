package org.sallyport.wire.smtp;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.wire.smtp.CommandResult.Parsed;
import org.sallyport.wire.smtp.CommandResult.Refused;

/**
 * Reads a command (RFC 5321 section 4.1.1) from a line without its end. What is not understood is
 * refused with the reply that the standard asks for; nothing is guessed. Whether a command is in
 * order, and whether its extension was offered, is the server's matter. Any thread.
 */
public final class CommandParser {
  private static final Pattern WORD = Pattern.compile("[!-~\\u00A0-\\x{10FFFF}]{1,255}");
  private static final Pattern MECHANISM = Pattern.compile("[A-Za-z0-9_-]{1,20}");
  private static final Pattern BASE64 = Pattern.compile("=|[A-Za-z0-9+/]+={0,2}");
  private static final Pattern CHUNK = Pattern.compile("([0-9]{1,18})( LAST)?");

  private static final Reply UNKNOWN = Reply.of(500, "5.5.1", "command not known");
  private static final Reply SYNTAX = Reply.of(501, "5.5.4", "syntax of the command not known");
  private static final Reply PARAMETERS = Reply.of(555, "5.5.4", "parameter not known");
  private static final Reply NEEDS_UTF8 =
      Reply.of(553, "5.6.7", "an address beyond ASCII needs SMTPUTF8");

  private CommandParser() {}

  /** Reads one. */
  public static CommandResult parse(String line) {
    int space = line.indexOf(' ');
    var verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    var rest = space < 0 ? "" : line.substring(space + 1).stripTrailing();
    return switch (verb) {
      case "EHLO" -> hello(rest, true);
      case "HELO" -> hello(rest, false);
      case "MAIL" -> mail(rest);
      case "RCPT" -> recipient(rest);
      case "DATA" -> alone(rest, Command.Data.INSTANCE);
      case "BDAT" -> chunk(rest);
      case "RSET" -> alone(rest, Command.Reset.INSTANCE);
      case "NOOP" -> new Parsed(Command.Noop.INSTANCE);
      case "QUIT" -> alone(rest, Command.Quit.INSTANCE);
      case "STARTTLS" -> alone(rest, Command.StartTls.INSTANCE);
      case "AUTH" -> login(rest);
      case "XCLIENT" -> of(Attributes.parse(rest, Attributes.OF_XCLIENT).map(Command.ActFor::new));
      case "XFORWARD" ->
          of(Attributes.parse(rest, Attributes.OF_XFORWARD).map(Command.Forward::new));
      case "VRFY", "EXPN" -> new Parsed(Command.Verify.INSTANCE);
      case "HELP" -> new Parsed(Command.Help.INSTANCE);
      default -> new Refused(UNKNOWN);
    };
  }

  private static CommandResult of(Optional<? extends Command> command) {
    return command.isPresent() ? new Parsed(command.get()) : new Refused(SYNTAX);
  }

  private static CommandResult alone(String rest, Command command) {
    return rest.isEmpty() ? new Parsed(command) : new Refused(SYNTAX);
  }

  private static CommandResult hello(String name, boolean extended) {
    return WORD.matcher(name).matches()
        ? new Parsed(new Command.Hello(name, extended))
        : new Refused(SYNTAX);
  }

  private static CommandResult mail(String rest) {
    var path = PathParser.parse(rest, "FROM:");
    if (path == null || path.address().filter(each -> each.domain().isEmpty()).isPresent()) {
      return new Refused(SYNTAX);
    }
    var words = Parameters.parse(path.parameters());
    if (words.isEmpty()) {
      return new Refused(SYNTAX);
    }
    if (!words.get().keySet().stream().allMatch(MailParameters::knows)) {
      return new Refused(PARAMETERS);
    }
    var parameters = MailParameters.of(words.get());
    if (parameters.isEmpty()) {
      return new Refused(SYNTAX);
    }
    if (!parameters.get().utf8() && path.address().filter(MailAddress::needsUtf8).isPresent()) {
      return new Refused(NEEDS_UTF8);
    }
    return new Parsed(new Command.Mail(path.address(), parameters.get()));
  }

  private static CommandResult recipient(String rest) {
    var path = PathParser.parse(rest, "TO:");
    if (path == null || path.address().isEmpty()) {
      return new Refused(SYNTAX);
    }
    var words = Parameters.parse(path.parameters());
    if (words.isEmpty()) {
      return new Refused(SYNTAX);
    }
    if (!words.get().keySet().stream().allMatch(RecipientParameters::knows)) {
      return new Refused(PARAMETERS);
    }
    var to = path.address().get();
    return of(RecipientParameters.of(words.get()).map(each -> new Command.Recipient(to, each)));
  }

  private static CommandResult chunk(String rest) {
    var form = CHUNK.matcher(rest.toUpperCase(Locale.ROOT));
    return form.matches()
        ? new Parsed(new Command.Chunk(Long.parseLong(form.group(1)), form.group(2) != null))
        : new Refused(SYNTAX);
  }

  private static CommandResult login(String rest) {
    int space = rest.indexOf(' ');
    var mechanism = space < 0 ? rest : rest.substring(0, space);
    var initial = space < 0 ? Optional.<String>empty() : Optional.of(rest.substring(space + 1));
    return MECHANISM.matcher(mechanism).matches()
            && initial.filter(each -> !BASE64.matcher(each).matches()).isEmpty()
        ? new Parsed(new Command.Login(mechanism.toUpperCase(Locale.ROOT), initial))
        : new Refused(SYNTAX);
  }
}
