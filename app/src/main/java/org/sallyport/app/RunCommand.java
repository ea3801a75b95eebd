package org.sallyport.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.sallyport.app.log.LogLevel;
import org.sallyport.app.log.LogSetup;
import org.sallyport.app.node.Node;
import org.slf4j.LoggerFactory;
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

  @Override
  public Integer call() throws InterruptedException {
    if (level != null) {
      LogSetup.level(level);
    }
    return switch (Node.start(file, Version.number())) {
      case Node.Starting.Refused(String report) -> {
        spec.commandLine().getErr().print(report);
        spec.commandLine().getErr().flush();
        yield Exit.USAGE;
      }
      case Node.Starting.Running(Node node) -> {
        untilToldToStop(node);
        yield Exit.FINE;
      }
    };
  }

  private static void untilToldToStop(Node node) throws InterruptedException {
    var stop = new CountDownLatch(1);
    Runnable told =
        () -> {
          if (stop.getCount() == 0) {
            Runtime.getRuntime().halt(Exit.FINE);
          }
          stop.countDown();
        };
    Signals.on("TERM", told);
    Signals.on("INT", told);
    Signals.on("HUP", () -> node.reload("signal"));
    LoggerFactory.getLogger(RunCommand.class)
        .atInfo()
        .setMessage("ready")
        .addKeyValue("node", node.name())
        .log();
    stop.await();
    node.close();
  }
}
