package org.sallyport.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sallyport.app.demo.Demo;
import org.sallyport.app.demo.RunningNode;
import org.sallyport.app.demo.login.Terminal;
import org.sallyport.app.log.LogLevel;
import org.sallyport.app.log.LogSetup;
import org.sallyport.app.node.DirectorRole;
import org.sallyport.app.node.Node;
import org.sallyport.director.admin.DirectorControl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a director at work on this machine. */
@Command(
    name = "demo",
    description = {
      "Show all parts at work on this machine alone, and what happens when some are killed.",
      "",
      "Servers are killed, started again and drained while clients count what fails, and each"
          + " promise is held against what they saw. Nothing needs to be configured; ports are"
          + " chosen by the system, and the one folder it makes is deleted at the end. The"
          + " dashboard stays up until Ctrl-C, unless --once is given."
    },
    exitCodeList = {"0:every promise held", "1:one did not", "70:a fault of ours"},
    footer = {"  sallyport demo", "  sallyport demo --once"})
final class DemoCommand implements Callable<Integer> {
  private static final long GOODBYE_SECONDS = 10;
  private static final String BEYOND_ASCII = "\u2713\u2717";

  @Spec private CommandSpec spec;

  @Option(names = "--once", description = "End after the drills, which take some minutes.")
  private boolean once;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "Show the log as well: one of ${COMPLETION-CANDIDATES}.")
  private LogLevel level = LogLevel.ERROR;

  @Override
  public Integer call() throws IOException, InterruptedException {
    LogSetup.level(level);
    var demo =
        new Demo(
            DemoCommand::start, DemoCommand::type, spec.commandLine().getOut(), showsUnicode());
    var ended = new CountDownLatch(1);
    var goodbye = Thread.ofPlatform().unstarted(() -> end(demo, ended));
    Runtime.getRuntime().addShutdownHook(goodbye);
    try {
      return (once ? demo.once() : demo.stay()) ? Exit.FINE : Exit.FINDINGS;
    } finally {
      ended.countDown();
    }
  }

  /** Runs when the process is told to end, and lets the demo put everything away. */
  private static void end(Demo demo, CountDownLatch ended) {
    demo.stop();
    try {
      var _ = ended.await(GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean showsUnicode() {
    var encoding = System.getProperty("stdout.encoding", "US-ASCII");
    return Charset.forName(encoding).newEncoder().canEncode(BEYOND_ASCII);
  }

  /** Starts the node that the demo has written the file of. */
  static RunningNode start(Path file) throws IOException {
    return switch (Node.start(file, Version.number())) {
      case Node.Starting.Running(Node node) -> new Staged(node);
      case Node.Starting.Refused(String report) -> throw new IOException(report.strip());
    };
  }

  /** Runs a command of ours as somebody in the demo types it. */
  static Terminal.Printed type(List<String> words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var arguments = words.toArray(String[]::new);
    int exit =
        Sallyport.commandLineFor(arguments)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Terminal.Printed(exit, out.toString(), err.toString());
  }

  /** A node as the demo sees it. */
  private record Staged(Node node) implements RunningNode {
    @Override
    public List<InetSocketAddress> addresses(String service) {
      return node.role(DirectorRole.class).director().addresses(service);
    }

    @Override
    public DirectorControl control() {
      return node.role(DirectorRole.class).control();
    }

    @Override
    public Optional<URI> dashboard() {
      return Optional.of(node.dashboard());
    }

    @Override
    public void close() {
      node.close();
    }
  }
}
