package org.sallyport.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.sallyport.app.node.Node;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** This process as a node: the roles of a file run in it until a signal ends them. */
final class NodeProcess {
  private NodeProcess() {}

  /**
   * Blocks until the process is told to stop.
   *
   * @param err takes the report when the file is refused
   * @return the exit code
   */
  static int run(Path file, PrintWriter err) throws InterruptedException {
    return switch (Node.start(file, Version.number())) {
      case Node.Starting.Refused(String report) -> {
        err.print(report);
        err.flush();
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
    say("ready").addKeyValue("node", node.name()).addKeyValue("admin", node.dashboard()).log();
    stop.await();
    say("node-stopping").addKeyValue("node", node.name()).log();
    node.close();
    say("node-stopped").addKeyValue("node", node.name()).log();
  }

  private static LoggingEventBuilder say(String event) {
    return LoggerFactory.getLogger(NodeProcess.class).atInfo().setMessage(event);
  }
}
