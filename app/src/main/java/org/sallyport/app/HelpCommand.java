package org.sallyport.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the page of another command: {@code sallyport help pki server}. */
@Command(
    name = "help",
    description = "Print the page of a command.",
    exitCodeList = {"0:the page was printed", "2:there is no such command"},
    footer = "  sallyport help pki server")
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command, in its words.")
  private String[] words = {};

  @Override
  public Integer call() {
    var command = spec.parent().commandLine();
    for (var word : words) {
      var next = command.getSubcommands().get(word);
      if (next == null) {
        throw new ParameterException(command, "there is no command '" + word + "'");
      }
      command = next;
    }
    command.usage(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
    return Exit.FINE;
  }
}
