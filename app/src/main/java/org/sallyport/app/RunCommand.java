package org.sallyport.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sallyport.app.log.LogLevel;
import org.sallyport.app.log.LogSetup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the roles of a file until the process is told to stop. */
@Command(
    name = "run",
    description = {
      "Run the roles that a file has sections for.",
      "",
      "A line 'ready' is logged once clients can connect. SIGHUP reads the file again: what is"
          + " wrong with it is logged and changes nothing. SIGTERM and SIGINT let open connections"
          + " end, within director.drain-time; the second one ends them at once."
    },
    exitCodeList = {
      "0:stopped as it was told",
      "2:the file is wrong, or names what cannot be had, such as a port in use",
      "70:a fault of ours"
    },
    footer = {"  sallyport run director.yaml", "  sallyport run director.yaml --log-level debug"})
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The node's file.")
  private Path file;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = {
        "One of ${COMPLETION-CANDIDATES}.",
        "Default: SALLYPORT_LOG_LEVEL of the environment, else INFO."
      })
  private LogLevel level;

  @Option(
      names = "--while-input",
      hidden = true,
      description = "End when standard input does, as it does when the parent process dies.")
  private boolean whileInput;

  @Override
  public Integer call() throws InterruptedException {
    if (level != null) {
      LogSetup.level(level);
    }
    if (whileInput) {
      Thread.ofPlatform().daemon().name("input").start(RunCommand::endWithInput);
    }
    return NodeProcess.run(file, spec.commandLine().getErr());
  }

  private static void endWithInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // as at its end
    }
    System.exit(Exit.FINE);
  }
}
