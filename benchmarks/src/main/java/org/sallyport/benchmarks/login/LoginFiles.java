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
import org.sallyport.authority.Domain;
import org.sallyport.authority.Policies;
import org.sallyport.authority.credential.CodePolicy;
import org.sallyport.authority.credential.NewCredential;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.push.Activation;
import org.sallyport.authority.user.LockOut;
import org.sallyport.authority.user.NewUser;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
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

/** Certificates, secrets, enrolled people, and the nodes that use them. */
final class LoginFiles {
  static final String AUTHORITY = "authority.example.com";

  private static final Caller CALLER = new Caller("bench", "gateway");
  private static final String IGNITION = "a benchmark's ignition key of enough octets";
  private static final Policies POLICIES =
      new Policies(
          LockOut.USUAL, new CodePolicy(1, 10, 20), Duration.ofHours(1), Duration.ofDays(400));
  private static final int AT_ONCE = 500;

  private LoginFiles() {}

  /** Issues the certificates, writes the secrets, and enrols everybody in the authority's store. */
  static void prepare(Path folder, List<Client> people) throws IOException {
    issue(folder);
    enrol(folder, people);
  }

  private static void issue(Path folder) throws IOException {
    var pki = folder.resolve("pki");
    PkiDirectory.init(pki, "benchmarks", Clock.systemUTC(), Existing.KEEP);
    var issuer = PkiDirectory.load(pki, Clock.systemUTC());
    issuer.issue(Request.server(AUTHORITY, "localhost"), Existing.KEEP);
    issuer.issue(Request.client("gateway"), Existing.KEEP);
    Files.writeString(folder.resolve("radius.secret"), LoginScene.SECRET.revealText());
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
    if (domain.devices().invite(in, CALLER, name) instanceof Change.Done<Activation>(var invited)) {
      domain.devices().enrol(in, invited.code(), new byte[32], "phone");
    }
  }

  /** Starts a node whose file has this text. */
  static Running node(Path folder, String name, String text, String command) throws IOException {
    var file = Files.writeString(folder.resolve(name + ".yaml"), text);
    var own = Files.createDirectories(folder.resolve(name));
    var words =
        Arrays.stream(command.split(" ")).map(w -> w.replace("{config}", file.toString())).toList();
    return Running.start(words, LoginScene.PROCESSORS, own);
  }

  /** The file of the authority. */
  static String authority(int port) {
    return """
    node: authority
    admin: { listen: 127.0.0.1:0 }
    authority:
      listen: 127.0.0.1:%d
      certificates: [{ chain: pki/%2$s.pem, key: file:pki/%2$s.key }]
      client-trust: pki/trust.pem
      tenants: { bench: { clients: { gateway: { name: gateway } }, push: { number: optional } } }
      store: { path: authority.db }
      ignition: file:ignition.key
    """
        .formatted(port, AUTHORITY);
  }
}
