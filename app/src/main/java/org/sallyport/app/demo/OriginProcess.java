package org.sallyport.app.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server of the demo, seen from outside: started, killed and started again on its port. */
final class OriginProcess implements AutoCloseable {
  private final String name;
  private final DemoFiles files;
  private int port;
  private @Nullable Process process;

  OriginProcess(String name, DemoFiles files) {
    this.name = name;
    this.files = files;
  }

  /**
   * Starts it; returns when it serves.
   *
   * @throws IOException when it does not
   */
  synchronized void start() throws IOException {
    var started =
        new ProcessBuilder(command())
            .redirectError(files.folder().resolve(name + ".log").toFile())
            .start();
    process = started;
    // The other end belongs to the process, so nothing is closed here.
    var said =
        new BufferedReader(new InputStreamReader(started.getInputStream(), US_ASCII)).readLine();
    if (said == null) {
      throw new IOException("the server " + name + " did not start; see " + name + ".log");
    }
    port = Integer.parseInt(said);
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx32m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dsun.net.httpserver.nodelay=true",
        "-cp",
        System.getProperty("java.class.path"),
        OriginMain.class.getName(),
        name,
        Integer.toString(port),
        files.originChain().toString(),
        files.originKey().toString());
  }

  String name() {
    return name;
  }

  synchronized int port() {
    return port;
  }

  synchronized long pid() {
    return process == null ? -1 : process.pid();
  }

  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** As {@code kill -9} does. Returns at once. */
  synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
