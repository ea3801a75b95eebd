package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Optional;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.Command;
import org.sallyport.wire.smtp.CommandParser;
import org.sallyport.wire.smtp.CommandResult;
import org.sallyport.wire.smtp.LineDecoder;
import org.sallyport.wire.smtp.LineResult;
import org.sallyport.wire.smtp.MailAddress;

class SmtpCommandFuzzTest {
  private static final int LONGEST = 512;
  private static final Capabilities ALL =
      Capabilities.of("SIZE", "8BITMIME", "SMTPUTF8", "DSN", "AUTH");

  @FuzzTest(maxDuration = "60s")
  void a_line_is_read_the_same_however_it_arrives(byte[] input) {
    var whole = LineDecoder.decode(input, 0, input.length, LONGEST);
    boolean decided = false;
    for (int length : Pieces.prefixes(input.length)) {
      var result = LineDecoder.decode(Arrays.copyOf(input, length), 0, length, LONGEST);
      if (decided || length == input.length || !(result instanceof LineResult.NeedMore)) {
        assertThat(result).isEqualTo(whole);
        decided = true;
      }
    }
    if (whole instanceof LineResult.Line(var text, int consumed)) {
      assertThat(consumed).isEqualTo(text.getBytes(UTF_8).length + 2);
      assertThat(text).doesNotContain("\r", "\n");
      understood(text);
    }
  }

  /** What is understood says the same when it is written again. */
  private static void understood(String line) {
    if (CommandParser.parse(line) instanceof CommandResult.Parsed parsed) {
      written(parsed.command())
          .ifPresent(again -> assertThat(CommandParser.parse(again)).isEqualTo(parsed));
    }
  }

  private static Optional<String> written(Command command) {
    return switch (command) {
      case Command.Mail(var from, var parameters) ->
          Optional.of(
              "MAIL FROM:<"
                  + from.map(MailAddress::toString).orElse("")
                  + ">"
                  + parameters.format(ALL));
      case Command.Recipient(var to, var parameters) ->
          Optional.of("RCPT TO:<" + to + ">" + parameters.format(ALL));
      case Command.ActFor(var client) -> Optional.of("XCLIENT" + client.format());
      case Command.Forward(var client) -> Optional.of("XFORWARD" + client.format());
      default -> Optional.empty();
    };
  }
}
