package org.sallyport.app;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Where the process begins. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        isPlainRun(arguments)
            ? run(Path.of(arguments[1]))
            : Sallyport.commandLineFor(arguments).execute(arguments));
  }

  /**
   * Whether this is {@code run FILE} and nothing else, the one command that clients wait for. It
   * does without picocli, whose classes the AOT cache cannot hold: their format is older than the
   * JDK archives (JEP 483), so each start would read and verify them all.
   */
  private static boolean isPlainRun(String[] arguments) {
    return arguments.length == 2 && arguments[0].equals("run") && !arguments[1].startsWith("-");
  }

  private static int run(Path file) {
    var err = new PrintWriter(System.err, true, System.err.charset());
    try {
      return NodeProcess.run(file, err);
    } catch (RuntimeException | InterruptedException fault) {
      return Fault.report(fault, "run", err);
    }
  }
}
