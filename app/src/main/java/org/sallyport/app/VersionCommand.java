package org.sallyport.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the versions that a report of a fault needs. */
@Command(
    name = "version",
    description = "Print the versions of Sallyport, Java and the system.",
    exitCodeList = "0:always")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.println("sallyport " + Version.number());
    out.println("java      " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
    out.println(
        "system    "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    return Exit.FINE;
  }
}
