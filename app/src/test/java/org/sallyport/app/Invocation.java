package org.sallyport.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;

/** One run of the command line inside the test: what it printed, and how it ended. */
public record Invocation(int exit, String out, String err) {
  /** Runs the command. */
  public static Invocation of(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        Sallyport.commandLineFor(arguments)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
            .execute(arguments);
    return new Invocation(exit, out.toString(), err.toString());
  }

  /** Whether the command line would be taken; nothing runs. */
  public static boolean parses(List<String> arguments) {
    try {
      var line = arguments.toArray(String[]::new);
      Sallyport.commandLineFor(line).parseArgs(line);
      return true;
    } catch (ParameterException _) {
      return false;
    }
  }
}
