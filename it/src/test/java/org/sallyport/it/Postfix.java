package org.sallyport.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.Readiness;

/** Postfix that takes mail for example.com from this machine and puts it into one folder. */
final class Postfix implements AutoCloseable {
  private static final Path DAEMONS = Path.of("/usr/lib/postfix/sbin");
  private static final String NOBODY = "65534";

  private final String name;
  private final int port;
  private final Path folder;
  private PeerProcess process;

  private Postfix(String name, int port, Path folder, PeerProcess process) {
    this.name = name;
    this.port = port;
    this.folder = folder;
    this.process = process;
  }

  /** Starts one. Postfix drops privileges, so the test is skipped for everybody but root. */
  static Postfix start(Path parent, String name) throws IOException, InterruptedException {
    return start(parent, name, "");
  }

  /** Starts one that takes mail for another domain. */
  static Postfix world(Path parent, String name, String domain)
      throws IOException, InterruptedException {
    return start(parent, name, "virtual_mailbox_domains = " + domain + "\n");
  }

  /**
   * Starts one that keeps no mail but sends all of it to a port of this machine, by TLS if it can.
   */
  static Postfix sending(Path parent, String name, int next)
      throws IOException, InterruptedException {
    return start(
        parent,
        name,
        """
        virtual_mailbox_domains =
        relayhost = [127.0.0.1]:%d
        smtp_tls_security_level = may
        """
            .formatted(next));
  }

  /**
   * Starts one.
   *
   * @param more of its settings, which stand over the others
   */
  static Postfix start(Path parent, String name, String more)
      throws IOException, InterruptedException {
    var postfix = Peers.require("postfix");
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "only root can start Postfix");
    var folder = Files.createDirectories(parent.resolve(name));
    // Its processes run as users of their own, and must pass through the test's folder.
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    int port = FreePorts.take();
    var configuration = configure(folder, port, more);
    Command.run("", Map.of(), List.of(postfix.toString(), "-c", configuration, "check"))
        .expectSuccess();
    return new Postfix(name, port, folder, run(configuration, folder, port));
  }

  private static PeerProcess run(String configuration, Path folder, int port)
      throws IOException, InterruptedException {
    var master = DAEMONS.resolve("master").toString();
    return PeerProcess.start(
        List.of(master, "-c", configuration, "-d"), folder, Readiness.port(port));
  }

  private static String configure(Path folder, int port, String more)
      throws IOException, InterruptedException {
    var configuration = Files.createDirectories(folder.resolve("etc"));
    for (var each : List.of("spool", "data", "mail")) {
      Files.createDirectories(folder.resolve(each));
    }
    own("postfix", folder.resolve("data"));
    own(NOBODY, folder.resolve("mail"));
    Files.writeString(configuration.resolve("main.cf"), main(folder) + more);
    Files.writeString(configuration.resolve("master.cf"), services(port));
    return configuration.toString();
  }

  private static void own(String owner, Path file) throws IOException, InterruptedException {
    Command.run("", Map.of(), "chown", owner, file).expectSuccess();
  }

  private static String main(Path folder) {
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
    virtual_mailbox_domains = example.com
    virtual_mailbox_base = %1$s/mail
    virtual_mailbox_maps = static:inbox/
    virtual_uid_maps = static:%2$s
    virtual_gid_maps = static:%2$s
    smtpd_recipient_restrictions = permit_mynetworks, reject
    """
        .formatted(folder, NOBODY);
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
    virtual unix - n n - - virtual
    smtp unix - - n - - smtp
    tlsmgr unix - - n 1000? 1 tlsmgr
    error unix - - n - - error
    retry unix - - n - - error
    postlog unix-dgram n - n - 1 postlogd
    """
        .formatted(port);
  }

  /** Waits for a message and returns it as it was stored. */
  String awaitMessage() {
    var inbox = folder.resolve("mail/inbox/new");
    await()
        .atMost(Duration.ofSeconds(40))
        .alias("a message in " + inbox)
        .until(() -> Files.isDirectory(inbox) && !messages(inbox).isEmpty());
    try {
      return Files.readString(messages(inbox).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All messages that are there now, as they were stored. */
  List<String> messages() throws IOException {
    var inbox = folder.resolve("mail/inbox/new");
    var texts = new ArrayList<String>();
    if (Files.isDirectory(inbox)) {
      for (var each : messages(inbox)) {
        texts.add(Files.readString(each));
      }
    }
    return texts;
  }

  /** Waits for a message that has a text in it, such as its Message-ID. */
  String awaitMessage(String text) throws IOException {
    await()
        .atMost(Duration.ofMinutes(1))
        .alias(text + " in " + folder)
        .until(() -> !withText(text).isEmpty());
    return withText(text);
  }

  /** Empty: there is none. */
  private String withText(String text) throws IOException {
    var inbox = folder.resolve("mail/inbox/new");
    for (var file : Files.isDirectory(inbox) ? messages(inbox) : List.<Path>of()) {
      var message = Files.readString(file);
      if (message.contains(text)) {
        return message;
      }
    }
    return "";
  }

  private static List<Path> messages(Path inbox) throws IOException {
    try (var files = Files.list(inbox)) {
      return files.toList();
    }
  }

  /** Its log so far. */
  String log() throws IOException {
    return Files.readString(folder.resolve("mail.log"));
  }

  /** Where it takes mail. */
  int port() {
    return port;
  }

  /** As an entry of {@code members}. */
  String member() {
    return name + ": { address: 127.0.0.1:" + port + " }";
  }

  /** Ends it at once. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** Starts it again after {@link #kill}, where it was and with what it had. */
  void startAgain() throws IOException, InterruptedException {
    process = run(folder.resolve("etc").toString(), folder, port);
  }

  @Override
  public void close() {
    process.close();
  }
}
