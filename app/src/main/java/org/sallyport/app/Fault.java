package org.sallyport.app;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Reports an exception that no command expected: our fault, so with everything a report needs. */
final class Fault implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult result) {
    var err = command.getErr();
    err.println(
        "sallyport: a fault of ours in '"
            + command.getCommandName()
            + "'; please report it with these lines.");
    err.println("Version " + Version.number() + ", Java " + Runtime.version());
    fault.printStackTrace(err);
    err.flush();
    return Exit.FAULT;
  }
}
