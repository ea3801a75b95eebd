package org.sallyport.app;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command line inside the test: what it printed, and how it ended. */
public record Invocation(int exit, String out, String err) {
  /** Runs the command. */
  public static Invocation of(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        Sallyport.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setColorScheme(
                picocli.CommandLine.Help.defaultColorScheme(picocli.CommandLine.Help.Ansi.OFF))
            .execute(arguments);
    return new Invocation(exit, out.toString(), err.toString());
  }
}
