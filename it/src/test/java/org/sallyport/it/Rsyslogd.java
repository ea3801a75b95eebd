package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.kernel.HostPort;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.Readiness;
import org.sallyport.testkit.TestPki;

/** rsyslogd, which takes messages over TLS and writes down how it has understood them. */
final class Rsyslogd implements AutoCloseable {
  /** The name in its certificate. */
  static final String NAME = "collector.example.com";

  private final Path folder;
  private final int port;
  private PeerProcess process;

  private Rsyslogd(Path folder, int port) throws IOException, InterruptedException {
    this.folder = folder;
    this.port = port;
    process = process();
  }

  static Rsyslogd start(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int port = FreePorts.take();
    var files = TestPki.write(folder, "collector", TestPki.shared().server(NAME));
    var trust = TestPki.shared().writeTrust(folder);
    Files.writeString(
        folder.resolve("rsyslog.conf"),
        """
        global(workDirectory="%1$s" maxMessageSize="16k"
          defaultNetstreamDriverCAFile="%2$s"
          defaultNetstreamDriverCertFile="%3$s"
          defaultNetstreamDriverKeyFile="%4$s")
        module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1"
          streamDriver.authMode="anon")
        input(type="imtcp" port="%5$d" address="127.0.0.1")
        template(name="parts" type="string"
          string="%%pri%%|%%hostname%%|%%app-name%%|%%msgid%%|%%structured-data%%|%%msg%%\\n")
        action(type="omfile" file="%1$s/messages" template="parts")
        """
            .formatted(folder, trust, files.chain(), files.key(), port));
    return new Rsyslogd(folder, port);
  }

  private PeerProcess process() throws IOException, InterruptedException {
    var program = Peers.require("rsyslogd").toString();
    return PeerProcess.start(
        List.of(
            program,
            "-n",
            "-f",
            folder.resolve("rsyslog.conf").toString(),
            "-i",
            folder.resolve("rsyslogd.pid").toString()),
        folder,
        Readiness.port(port));
  }

  HostPort address() {
    return new HostPort("127.0.0.1", port);
  }

  /** What it has understood, a line for each message: priority, host, name, id, data, text. */
  List<String> messages() throws IOException {
    var file = folder.resolve("messages");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  void restart() throws IOException, InterruptedException {
    process = process();
  }

  @Override
  public void close() {
    process.close();
  }
}
