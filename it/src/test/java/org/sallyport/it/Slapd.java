package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.Readiness;
import org.sallyport.testkit.TestPki.PemPair;

/** OpenLDAP with one entry below dc=example,dc=com, in clear and with TLS. */
final class Slapd implements AutoCloseable {
  /** Who may do everything. */
  static final String ADMIN = "cn=admin,dc=example,dc=com";

  /** The administrator's password. */
  static final String PASSWORD = "correct horse";

  private static final String ENTRIES =
      """
      dn: dc=example,dc=com
      objectClass: dcObject
      objectClass: organization
      dc: example
      o: Example

      dn: ou=people,dc=example,dc=com
      objectClass: organizationalUnit
      ou: people
      """;

  private final int port;
  private final int tlsPort;
  private final PeerProcess process;
  private final Path folder;

  private Slapd(int port, int tlsPort, PeerProcess process, Path folder) {
    this.port = port;
    this.tlsPort = tlsPort;
    this.process = process;
    this.folder = folder;
  }

  /** Starts one. */
  static Slapd start(Path parent, String name, PemPair pair)
      throws IOException, InterruptedException {
    var folder = Files.createDirectories(parent.resolve(name));
    Files.createDirectories(folder.resolve("db"));
    int port = FreePorts.take();
    int tlsPort = FreePorts.take();
    var configuration = folder.resolve("slapd.conf");
    Files.writeString(configuration, configuration(folder, pair));
    var started = new Slapd(port, tlsPort, process(folder, port, tlsPort), folder);
    started.add();
    return started;
  }

  private static PeerProcess process(Path folder, int port, int tlsPort)
      throws IOException, InterruptedException {
    var slapd = Peers.require("slapd").toString();
    var urls = "ldap://127.0.0.1:%d/ ldaps://127.0.0.1:%d/".formatted(port, tlsPort);
    return PeerProcess.start(
        List.of(slapd, "-h", urls, "-f", folder.resolve("slapd.conf").toString(), "-d", "0"),
        folder,
        Readiness.port(tlsPort));
  }

  private static String configuration(Path folder, PemPair pair) {
    return """
    include /etc/ldap/schema/core.schema
    modulepath /usr/lib/ldap
    moduleload back_mdb
    pidfile %1$s/slapd.pid
    argsfile %1$s/slapd.args
    TLSCertificateFile %2$s
    TLSCertificateKeyFile %3$s
    database mdb
    suffix "dc=example,dc=com"
    rootdn "%4$s"
    rootpw "%5$s"
    directory %1$s/db
    """
        .formatted(folder, pair.chain(), pair.key(), ADMIN, PASSWORD);
  }

  private void add() throws IOException, InterruptedException {
    var url = "ldap://127.0.0.1:" + port;
    Command.run(ENTRIES, Map.of(), "ldapadd", "-x", "-H", url, "-D", ADMIN, "-w", PASSWORD)
        .expectSuccess();
  }

  /** Adds somebody below ou=people. */
  void addPerson(String name, String password) throws IOException, InterruptedException {
    var entry =
        """
        dn: uid=%1$s,ou=people,dc=example,dc=com
        objectClass: person
        objectClass: uidObject
        uid: %1$s
        cn: %1$s
        sn: %1$s
        description: staff
        userPassword: %2$s
        """
            .formatted(name, password);
    var url = "ldap://127.0.0.1:" + port;
    Command.run(entry, Map.of(), "ldapadd", "-x", "-H", url, "-D", ADMIN, "-w", PASSWORD)
        .expectSuccess();
  }

  /** Gives somebody attributes, lines as {@code mail: ada@example.com}. */
  void describe(String name, String attributes) throws IOException, InterruptedException {
    var change = new StringBuilder("dn: uid=" + name + ",ou=people,dc=example,dc=com\n");
    change.append("changetype: modify\nadd: objectClass\nobjectClass: extensibleObject\n-\n");
    for (var line : attributes.lines().toList()) {
      change
          .append("add: ")
          .append(line.split(":", 2)[0])
          .append("\n")
          .append(line)
          .append("\n-\n");
    }
    var url = "ldap://127.0.0.1:" + port;
    Command.run(
            change.toString(), Map.of(), "ldapmodify", "-x", "-H", url, "-D", ADMIN, "-w", PASSWORD)
        .expectSuccess();
  }

  /** Starts again what was killed, on the same ports with the same entries. */
  Slapd restart() throws IOException, InterruptedException {
    return new Slapd(port, tlsPort, process(folder, port, tlsPort), folder);
  }

  /** Where it speaks LDAP. */
  int port() {
    return port;
  }

  /** Where it speaks LDAP over TLS. */
  int tlsPort() {
    return tlsPort;
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
