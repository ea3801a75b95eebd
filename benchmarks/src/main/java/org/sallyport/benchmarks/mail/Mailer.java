package org.sallyport.benchmarks.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.benchmarks.peers.FreePort;

/** A Postfix of its own: settings, spool, log and processes in one folder. Needs root. */
final class Mailer implements AutoCloseable {
  private static final String MASTER = "/usr/lib/postfix/sbin/master";

  private final Path folder;
  private final int port;
  private final Process process;

  private Mailer(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** One that hands all mail to a port of this machine. */
  static Mailer relaying(Path folder, int next) throws IOException, InterruptedException {
    return start(
        folder, "relayhost = [127.0.0.1]:%d\ndefault_transport = smtp\n".formatted(next), "");
  }

  /** One that forgets all mail once it has taken it. */
  static Mailer discarding(Path folder) throws IOException, InterruptedException {
    return start(folder, "default_transport = discard:\n", "");
  }

  /**
   * One that pipes all mail through a program, as administrators build an encrypting gateway, and
   * hands what comes back to a port.
   *
   * @param program takes a message, its sender and one recipient, and gives a message back by SMTP
   *     to the port in the environment variable BACK
   */
  static Mailer filtering(Path folder, int next, Path program)
      throws IOException, InterruptedException {
    int back = FreePort.next();
    return start(
        folder,
        """
        relayhost = [127.0.0.1]:%d
        default_transport = smtp
        content_filter = filter:dummy
        """
            .formatted(next),
        """
        filter unix - n n - 10 pipe
          flags=q null_sender= user=nobody argv=%s %d ${sender} ${recipient}
        127.0.0.1:%d inet n - n - - smtpd
          -o content_filter= -o receive_override_options=no_unknown_recipient_checks
        """
            .formatted(program, back, back));
  }

  private static Mailer start(Path folder, String main, String services)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var etc = Files.createDirectories(folder.resolve("etc"));
    Files.createDirectories(folder.resolve("spool"));
    Shell.run(
        List.of("chown", "postfix", Files.createDirectories(folder.resolve("data")).toString()));
    int port = FreePort.next();
    Files.writeString(etc.resolve("main.cf"), settings(folder) + main);
    Files.writeString(etc.resolve("master.cf"), services(port) + services);
    Shell.run(List.of("postfix", "-c", etc.toString(), "check"));
    var process =
        new ProcessBuilder(MASTER, "-c", etc.toString(), "-d")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    awaitPort(port);
    return new Mailer(folder, port, process);
  }

  private static String settings(Path folder) {
    return """
    compatibility_level = 3.6
    queue_directory = %1$s/spool
    data_directory = %1$s/data
    maillog_file = %1$s/mail.log
    maillog_file_prefixes = %1$s
    inet_interfaces = 127.0.0.1
    inet_protocols = ipv4
    myhostname = mail.example.com
    mynetworks = 127.0.0.0/8
    mydestination =
    alias_maps =
    alias_database =
    smtpd_recipient_restrictions = permit_mynetworks, reject
    smtpd_client_connection_count_limit = 0
    disable_dns_lookups = yes
    smtp_tls_security_level = none
    """
        .formatted(folder);
  }

  private static String services(int port) {
    return """
    127.0.0.1:%d inet n - n - - smtpd
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    rewrite unix - - n - - trivial-rewrite
    bounce unix - - n - 0 bounce
    defer unix - - n - 0 bounce
    proxymap unix - - n - - proxymap
    anvil unix - - n - 1 anvil
    smtp unix - - n - - smtp
    discard unix - - n - - discard
    tlsmgr unix - - n 1000? 1 tlsmgr
    error unix - - n - - error
    retry unix - - n - - error
    postlog unix-dgram n - n - 1 postlogd
    """
        .formatted(port);
  }

  private static void awaitPort(int port) throws IOException, InterruptedException {
    for (int attempt = 0; attempt < 300; attempt++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IOException("nothing listens at port " + port);
  }

  int port() {
    return port;
  }

  /** How many recipients' mail it has handed on or forgotten, by its log. */
  long sent() throws IOException {
    try (var lines = Files.lines(folder.resolve("mail.log"))) {
      return lines.filter(line -> line.contains("status=sent")).count();
    }
  }

  long cpuNanos() {
    return ProcessTree.cpuNanos(process.toHandle());
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
