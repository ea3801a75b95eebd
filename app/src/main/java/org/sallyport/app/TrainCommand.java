package org.sallyport.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.sallyport.app.log.LogLevel;
import org.sallyport.app.log.LogSetup;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/**
 * Does what commands, a director, an encryption server and its clients do, so that the JVM can note
 * which classes a start needs and which methods are worth compiling. The launcher runs it once
 * after a build with {@code -XX:AOTCacheOutput} (JEP 483, JEP 514, JEP 515). What fails here is
 * logged and costs nothing but time at later starts.
 */
@Command(name = "sallyport-train", hidden = true)
final class TrainCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    LogSetup.level(LogLevel.WARN);
    var folder = Files.createTempDirectory("sallyport-train");
    try (var rehearsal = new Rehearsal(folder)) {
      commands(rehearsal.prepare().toString());
      rehearsal.play();
      var _ = new KeysRehearsal(folder).play();
    } catch (IOException | RuntimeException failed) {
      LoggerFactory.getLogger(TrainCommand.class)
          .atWarn()
          .setMessage("training-incomplete")
          .setCause(failed)
          .log();
    } finally {
      Folders.delete(folder);
    }
    return Exit.FINE;
  }

  private static void commands(String file) {
    var silent = new PrintWriter(Writer.nullWriter());
    for (var line :
        List.of("--help", "help run", "version", "no-such", "check " + file, "schema")) {
      var arguments = line.split(" ", -1);
      Sallyport.commandLineFor(arguments).setOut(silent).setErr(silent).execute(arguments);
    }
  }
}
