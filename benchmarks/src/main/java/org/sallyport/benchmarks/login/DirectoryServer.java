package org.sallyport.benchmarks.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.benchmarks.peers.FreePort;
import org.sallyport.benchmarks.peers.Running;

/** OpenLDAP with people below {@link #BASE}, found by an indexed {@code uid}. */
final class DirectoryServer implements AutoCloseable {
  static final String BASE = "dc=example,dc=com";
  static final String ADMIN = "cn=admin," + BASE;
  static final String PASSWORD = "of-the-administrator";

  private final int port;
  private final Running process;

  private DirectoryServer(int port, Running process) {
    this.port = port;
    this.process = process;
  }

  /** Fills it, before it runs, and starts it. */
  static DirectoryServer start(Path folder, List<Client> people) throws IOException {
    Files.createDirectories(folder.resolve("db"));
    var configuration = Files.writeString(folder.resolve("slapd.conf"), configuration(folder));
    var entries = Files.writeString(folder.resolve("people.ldif"), entries(people));
    Shell.run(folder, "slapadd", "-q", "-f", configuration.toString(), "-l", entries.toString());
    int port = FreePort.next();
    var url = "ldap://127.0.0.1:%d/".formatted(port);
    var command = List.of("slapd", "-h", url, "-f", configuration.toString(), "-d", "0");
    var process = Running.start(command, LoginScene.PROCESSORS, folder);
    process.awaitPort(port);
    return new DirectoryServer(port, process);
  }

  private static String configuration(Path folder) {
    return """
    include /etc/ldap/schema/core.schema
    modulepath /usr/lib/ldap
    moduleload back_mdb
    pidfile %1$s/slapd.pid
    argsfile %1$s/slapd.args
    threads 4
    loglevel 0
    database mdb
    maxsize 268435456
    suffix "%2$s"
    rootdn "%3$s"
    rootpw "%4$s"
    directory %1$s/db
    index objectClass,uid eq
    """
        .formatted(folder, BASE, ADMIN, PASSWORD);
  }

  private static String entries(List<Client> people) {
    var text = new StringBuilder();
    text.append(
        """
        dn: %1$s
        objectClass: dcObject
        objectClass: organization
        dc: example
        o: Example
        """
            .formatted(BASE));
    for (var person : people) {
      text.append(
          """

          dn: uid=%1$s,%2$s
          objectClass: person
          objectClass: uidObject
          uid: %1$s
          cn: %1$s
          sn: %1$s
          userPassword: %3$s
          """
              .formatted(person.name(), BASE, person.password()));
    }
    return text.toString();
  }

  int port() {
    return port;
  }

  Running process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
