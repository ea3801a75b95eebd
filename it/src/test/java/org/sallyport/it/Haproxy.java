package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.Readiness;

/** HAProxy in front of something, to which it says in a PROXY header who its client is. */
final class Haproxy implements AutoCloseable {
  private final int port;
  private final PeerProcess process;

  private Haproxy(int port, PeerProcess process) {
    this.port = port;
    this.process = process;
  }

  /** Relays to {@code target}; {@code header} is {@code send-proxy} or {@code send-proxy-v2}. */
  static Haproxy start(Path folder, int target, String header)
      throws IOException, InterruptedException {
    int port = FreePorts.take();
    var configuration = folder.resolve("haproxy.cfg");
    Files.writeString(
        configuration,
        """
        global
          nbthread 1
          no strict-limits
          maxconn 200
        defaults
          mode tcp
          timeout connect 5s
          timeout client 30s
          timeout server 30s
        listen front
          bind 127.0.0.1:%d
          server director 127.0.0.1:%d %s
        """
            .formatted(port, target, header));
    var command =
        List.of(Peers.require("haproxy").toString(), "-db", "-f", configuration.toString());
    return new Haproxy(port, PeerProcess.start(command, folder, Readiness.port(port)));
  }

  /** Where clients connect. */
  int port() {
    return port;
  }

  @Override
  public void close() {
    process.close();
  }
}
