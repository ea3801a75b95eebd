package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.Readiness;

/** Tinyproxy, which tunnels for this machine. */
final class Tinyproxy implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final PeerProcess process;

  private Tinyproxy(Path folder, int port, PeerProcess process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param authentication a line of its configuration, or nothing
   */
  static Tinyproxy start(Path folder, String authentication)
      throws IOException, InterruptedException {
    int port = FreePorts.take();
    Files.writeString(
        folder.resolve("tinyproxy.conf"),
        """
        Port %d
        Listen 127.0.0.1
        Timeout 60
        MaxClients 50
        Allow 127.0.0.1
        %s
        """
            .formatted(port, authentication));
    return new Tinyproxy(folder, port, process(folder, port));
  }

  private static PeerProcess process(Path folder, int port)
      throws IOException, InterruptedException {
    var program = Peers.require("tinyproxy").toString();
    var configuration = folder.resolve("tinyproxy.conf").toString();
    return PeerProcess.start(
        List.of(program, "-d", "-c", configuration), folder, Readiness.port(port));
  }

  /** Starts again what was killed, on the same port. */
  Tinyproxy restart() throws IOException, InterruptedException {
    return new Tinyproxy(folder, port, process(folder, port));
  }

  /** Where it listens. */
  int port() {
    return port;
  }

  /** What it has logged. */
  String output() {
    return process.output();
  }

  /** Ends it at once. */
  void kill() throws InterruptedException {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
