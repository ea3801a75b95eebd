package org.sallyport.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Readiness;

/** {@code sallyport run} in a process of its own, for what only signals and death can show. */
final class NodeProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final Pattern ADMIN_PORT = Pattern.compile("admin: .*listen: [^ ,]*:(\\d+)[ ,]");

  private final Path file;
  private final int adminPort;
  private final PeerProcess process;

  private NodeProcess(Path file, int adminPort, PeerProcess process) {
    this.file = file;
    this.adminPort = adminPort;
    this.process = process;
  }

  /** Runs the file {@code node.yaml} of the folder with these keys in the director section. */
  static NodeProcess start(Path folder, String sections) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("node.yaml"), text(FreePorts.take(), sections));
    return start(folder);
  }

  /** Runs the file {@code node.yaml} of the folder as it is. */
  static NodeProcess start(Path folder) throws IOException, InterruptedException {
    var file = folder.resolve("node.yaml");
    var command = command(folder, "run", file.toString());
    var admin = ADMIN_PORT.matcher(Files.readString(file));
    int adminPort = admin.find() ? Integer.parseInt(admin.group(1)) : 0;
    return new NodeProcess(
        file, adminPort, PeerProcess.start(command, folder, Readiness.output("\\bready\\b")));
  }

  /**
   * The command line of the program that was built. What the JVM needs stands in a file of the
   * folder, so that a failure shows the command and not the JVM's options.
   */
  static List<String> command(Path folder, String... arguments) throws IOException {
    var program = Program.command();
    var options = folder.resolve("jvm.options");
    Files.write(options, program.subList(1, program.size()));
    var line = new ArrayList<>(List.of(program.getFirst(), "@" + options));
    line.addAll(List.of(arguments));
    return line;
  }

  /** Writes other sections into the file and asks the process to read it. */
  void reload(String sections) throws IOException, InterruptedException {
    Files.writeString(file, text(adminPort, sections));
    signal("HUP");
  }

  private static String text(int adminPort, String sections) {
    return "admin: { listen: 127.0.0.1:" + adminPort + " }\n" + LocalDirector.node(sections);
  }

  /** Where its dashboard is. */
  String dashboard() {
    return "http://127.0.0.1:" + adminPort + "/";
  }

  /** What its administrators show. */
  String token() throws IOException {
    return Files.readString(file.resolveSibling("state").resolve("admin-token")).strip();
  }

  /** Sends a signal by its name. */
  void signal(String name) throws IOException, InterruptedException {
    Command.run("", Map.of(), "kill", "-" + name, process.pid()).expectSuccess();
  }

  /** Ends it as a power cut would. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** Waits until it has ended by itself; its exit status. */
  int awaitExit() throws InterruptedException {
    return process.awaitExit();
  }

  /** Waits until its output holds the text so often. */
  void awaitOutput(String text, int times) {
    await()
        .atMost(PATIENCE)
        .alias(text)
        .until(() -> process.output().split(text, -1).length > times);
  }

  /** Everything it has said. */
  String output() {
    return process.output();
  }

  @Override
  public void close() {
    process.close();
  }
}
