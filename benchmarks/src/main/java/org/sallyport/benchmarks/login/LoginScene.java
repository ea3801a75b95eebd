package org.sallyport.benchmarks.login;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.sallyport.benchmarks.peers.FreePort;
import org.sallyport.benchmarks.peers.Running;
import org.sallyport.kernel.Secret;

/**
 * A directory, an authority and a gateway in processes of their own, and FreeRADIUS before the same
 * directory. All share two processors with the load.
 */
final class LoginScene implements AutoCloseable {
  static final Secret SECRET = Secret.ofText("a secret for benchmarks");
  static final String PROCESSORS = "0,1";

  private final List<Client> people;
  private final DirectoryServer directory;
  private final Running authority;
  private final Running gateway;
  private final Running freeRadius;
  private final int codePort;
  private final int bothPort;
  private final int passwordPort;
  private final int pushPort;
  private final int adminPort;
  private final int freeRadiusPort;

  private LoginScene(Path folder, int count, String command, int threads) throws IOException {
    people = IntStream.range(0, count).mapToObj(i -> new Client("user" + i)).toList();
    codePort = FreePort.next();
    bothPort = FreePort.next();
    passwordPort = FreePort.next();
    pushPort = FreePort.next();
    adminPort = FreePort.next();
    freeRadiusPort = FreePort.next();
    int authorityPort = FreePort.next();
    LoginFiles.prepare(folder, people);
    directory = DirectoryServer.start(folder.resolve("directory"), people);
    authority = LoginFiles.node(folder, "authority", LoginFiles.authority(authorityPort), command);
    authority.awaitPort(authorityPort);
    gateway = LoginFiles.node(folder, "gateway", gateway(authorityPort), command);
    freeRadius =
        FreeRadiusServer.start(
            folder.resolve("freeradius"), freeRadiusPort, directory.port(), threads);
  }

  /**
   * Starts everything.
   *
   * @param folder empty
   * @param count people
   * @param command what runs a node; {@code {config}} stands for its file
   * @param threads of FreeRADIUS, each with a connection to the directory
   */
  static LoginScene start(Path folder, int count, String command, int threads) throws IOException {
    return new LoginScene(folder, count, command, threads);
  }

  private String gateway(int authorityPort) {
    return """
    node: gateway
    admin: { listen: 127.0.0.1:%10$d }
    gateway:
      cluster-key: file:cluster.key
      authority:
        addresses: [127.0.0.1:%1$d]
        name: %2$s
        trust: pki/trust.pem
        certificate: { chain: pki/gateway.pem, key: file:pki/gateway.key }
      user-stores:
        people:
          connections: [{ url: 'ldap://127.0.0.1:%3$d' }]
          base-dn: %4$s
          bind-dn: %5$s
          password: file:ldap.password
      servers:
        code:
          listen: 127.0.0.1:%6$d
          mode: code
          clients:
            load: { address: 127.0.0.1, secret: file:radius.secret }
        both:
          listen: 127.0.0.1:%7$d
          mode: password-code
          stores: [people]
          clients:
            load: { address: 127.0.0.1, secret: file:radius.secret }
        password:
          listen: 127.0.0.1:%8$d
          mode: password
          stores: [people]
          clients:
            load: { address: 127.0.0.1, secret: file:radius.secret }
        push:
          listen: 127.0.0.1:%9$d
          mode: push
          push: { style: wait, patience: 5m }
          stores: [people]
          clients:
            load: { address: 127.0.0.1, secret: file:radius.secret }
    """
        .formatted(
            authorityPort,
            LoginFiles.AUTHORITY,
            directory.port(),
            DirectoryServer.BASE,
            DirectoryServer.ADMIN,
            codePort,
            bothPort,
            passwordPort,
            pushPort,
            adminPort);
  }

  List<Client> people() {
    return people;
  }

  DirectoryServer directory() {
    return directory;
  }

  Running authority() {
    return authority;
  }

  Running gateway() {
    return gateway;
  }

  Running freeRadius() {
    return freeRadius;
  }

  /** Where the gateway takes codes. */
  int codePort() {
    return codePort;
  }

  /** Where the gateway takes passwords with codes behind them. */
  int bothPort() {
    return bothPort;
  }

  /** Where the gateway takes passwords and no more. */
  int passwordPort() {
    return passwordPort;
  }

  /** Pushes to all people, none begun yet. */
  PendingPushes pushes() {
    return new PendingPushes(pushPort, adminPort, people);
  }

  int freeRadiusPort() {
    return freeRadiusPort;
  }

  @Override
  public void close() {
    freeRadius.close();
    gateway.close();
    authority.close();
    directory.close();
  }
}
