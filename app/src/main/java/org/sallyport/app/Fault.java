package org.sallyport.app;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Reports an exception that no command expected: our fault, so with everything a report needs. */
final class Fault implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult result) {
    return report(fault, command.getCommandName(), command.getErr());
  }

  /** Writes the report; returns the exit code. */
  static int report(Exception fault, String command, PrintWriter err) {
    err.println(
        "sallyport: a fault of ours in '" + command + "'; please report it with these lines.");
    err.println("Version " + Version.number() + ", Java " + Runtime.version());
    fault.printStackTrace(err);
    err.flush();
    return Exit.FAULT;
  }
}
