package org.sallyport.benchmarks.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sallyport.authority.Domain;
import org.sallyport.authority.Policies;
import org.sallyport.authority.credential.CodePolicy;
import org.sallyport.authority.credential.NewCredential;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.user.LockOut;
import org.sallyport.authority.user.NewUser;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.benchmarks.peers.FreePort;
import org.sallyport.benchmarks.peers.Running;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;
import org.sallyport.pki.PkiDirectory;
import org.sallyport.pki.PkiDirectory.Existing;
import org.sallyport.pki.Request;
import org.sallyport.store.Store;
import org.sallyport.store.StoreSettings;
import org.sallyport.store.Transaction;

/**
 * A directory, an authority and a gateway in processes of their own, and FreeRADIUS before the same
 * directory. All share two processors with the load.
 */
final class LoginScene implements AutoCloseable {
  static final Secret SECRET = Secret.ofText("a secret for benchmarks");
  static final String PROCESSORS = "0,1";

  private static final String AUTHORITY = "authority.example.com";
  private static final Caller CALLER = new Caller("bench", "gateway");
  private static final String IGNITION = "a benchmark's ignition key of enough octets";
  private static final Policies POLICIES =
      new Policies(
          LockOut.USUAL, new CodePolicy(1, 10, 20), Duration.ofHours(1), Duration.ofDays(400));
  private static final int AT_ONCE = 500;

  private final List<Client> people;
  private final DirectoryServer directory;
  private final Running authority;
  private final Running gateway;
  private final Running freeRadius;
  private final int codePort;
  private final int bothPort;
  private final int passwordPort;
  private final int freeRadiusPort;

  private LoginScene(Path folder, int count, String command, int threads) throws IOException {
    people = IntStream.range(0, count).mapToObj(i -> new Client("user" + i)).toList();
    codePort = FreePort.next();
    bothPort = FreePort.next();
    passwordPort = FreePort.next();
    freeRadiusPort = FreePort.next();
    int authorityPort = FreePort.next();
    issue(folder);
    enrol(folder, people);
    directory = DirectoryServer.start(folder.resolve("directory"), people);
    authority = node(folder, "authority", authority(authorityPort), command);
    authority.awaitPort(authorityPort);
    gateway = node(folder, "gateway", gateway(authorityPort), command);
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

  private static void issue(Path folder) throws IOException {
    var pki = folder.resolve("pki");
    PkiDirectory.init(pki, "benchmarks", Clock.systemUTC(), Existing.KEEP);
    var issuer = PkiDirectory.load(pki, Clock.systemUTC());
    issuer.issue(Request.server(AUTHORITY, "localhost"), Existing.KEEP);
    issuer.issue(Request.client("gateway"), Existing.KEEP);
    Files.writeString(folder.resolve("radius.secret"), SECRET.revealText());
    Files.writeString(folder.resolve("cluster.key"), "a benchmark's key for its only gateway");
    Files.writeString(folder.resolve("ignition.key"), IGNITION);
    Files.writeString(folder.resolve("ldap.password"), DirectoryServer.PASSWORD);
  }

  private static void enrol(Path folder, List<Client> people) {
    var settings = StoreSettings.file(folder.resolve("authority.db"));
    try (var store = Store.open(settings, Optional.empty(), Domain.SCHEMA);
        var domain =
            Domain.open(store, Secret.ofText(IGNITION), POLICIES, InstantSource.system())) {
      for (int first = 0; first < people.size(); first += AT_ONCE) {
        var some = people.subList(first, Math.min(people.size(), first + AT_ONCE));
        domain
            .store()
            .write(
                in -> {
                  some.forEach(person -> enrol(domain, in, person));
                  return some.size();
                });
      }
    }
  }

  private static void enrol(Domain domain, Transaction in, Client person) {
    var name = new UserName(person.name());
    domain
        .users()
        .create(
            in, CALLER, new NewUser(name, Optional.empty(), Optional.empty(), UserState.ACTIVE));
    domain
        .credentials()
        .add(
            in,
            CALLER,
            name,
            new NewCredential(
                CodeKind.HOTP,
                Optional.empty(),
                Optional.of(Client.SEED),
                CodeForm.USUAL,
                30,
                0,
                List.of()));
  }

  private static Running node(Path folder, String name, String text, String command)
      throws IOException {
    var file = Files.writeString(folder.resolve(name + ".yaml"), text);
    var own = Files.createDirectories(folder.resolve(name));
    var words =
        Arrays.stream(command.split(" ")).map(w -> w.replace("{config}", file.toString())).toList();
    return Running.start(words, PROCESSORS, own);
  }

  private static String authority(int port) {
    return """
    node: authority
    admin: { listen: 127.0.0.1:0 }
    authority:
      listen: 127.0.0.1:%d
      certificates: [{ chain: pki/%2$s.pem, key: file:pki/%2$s.key }]
      client-trust: pki/trust.pem
      tenants: { bench: { clients: { gateway: { name: gateway } } } }
      store: { path: authority.db }
      ignition: file:ignition.key
    """
        .formatted(port, AUTHORITY);
  }

  private String gateway(int authorityPort) {
    return """
    node: gateway
    admin: { listen: 127.0.0.1:0 }
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
    """
        .formatted(
            authorityPort,
            AUTHORITY,
            directory.port(),
            DirectoryServer.BASE,
            DirectoryServer.ADMIN,
            codePort,
            bothPort,
            passwordPort);
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
