package org.sallyport.app.demo.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A node in a process of its own: {@code sallyport run FILE}, started, killed, started again. */
public final class NodeChild implements AutoCloseable {
  private static final long GOODBYE_SECONDS = 5;

  private final String name;
  private final Path file;
  private final Path log;
  private @Nullable Process process;

  /** A node that is not started yet. */
  public NodeChild(Path file) {
    this.name = file.getFileName().toString().replace(".yaml", "");
    this.file = file;
    this.log = file.resolveSibling(name + ".log");
  }

  /** Starts it and returns at once. */
  public synchronized void start() throws IOException {
    Files.deleteIfExists(log);
    process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        "org.sallyport.app.Main",
        "run",
        "--while-input",
        file.toString());
  }

  /** As its file is called. */
  public String name() {
    return name;
  }

  /** Of the process; -1 before it was started. */
  public synchronized long pid() {
    return process == null ? -1 : process.pid();
  }

  /** Whether it has said that it is ready. */
  public boolean isReady() {
    return logText().contains(" ready ");
  }

  /** How often its log says that. */
  public int says(String words) {
    return logText().split(Pattern.quote(words), -1).length - 1;
  }

  /**
   * Its log so far, for when something went wrong.
   *
   * @return the last lines
   */
  public String lastWords() {
    var lines = logText().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private String logText() {
    try {
      return Files.readString(log);
    } catch (IOException notYet) {
      return "";
    }
  }

  /** As {@code kill -9} does. Returns when the process is gone. */
  public synchronized void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly();
      process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
