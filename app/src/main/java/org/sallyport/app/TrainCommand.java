package org.sallyport.app;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Does what commands do, so that the JVM can note which classes a start needs. The launcher runs it
 * once after a build with {@code -XX:AOTCacheOutput} (JEP 514).
 */
@Command(name = "sallyport-train", hidden = true)
final class TrainCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    var silent = new PrintWriter(Writer.nullWriter());
    for (var line : new String[][] {{"--help"}, {"help", "completion"}, {"version"}, {"no-such"}}) {
      Sallyport.commandLine().setOut(silent).setErr(silent).execute(line);
    }
    return Exit.FINE;
  }
}
