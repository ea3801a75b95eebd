package org.sallyport.app.demo.login;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.app.demo.process.NodeChild;
import org.sallyport.kernel.Secret;

/** Everything that takes part. Closing ends all of it. */
final class LoginScene implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final LoginFiles files;
  private final Directories directories;
  private final NodeChild authority;
  private final List<NodeChild> gateways;
  private final Vpn vpn;
  private final Vpn pushVpn;
  private final List<Person> crowd =
      Stream.of("anna", "bert", "carla", "dora", "gerd", "hanna").map(LoginScene::person).toList();
  private final Person emil = person("emil");
  private final Person victim = person("frida");
  private final LoginTally tally = new LoginTally();
  private Optional<Crowd> visitors = Optional.empty();

  private LoginScene(LoginFiles files) throws IOException {
    this.files = files;
    this.directories = Directories.start(all());
    this.authority = new NodeChild(files.authority());
    this.gateways =
        List.of(
            new NodeChild(files.gateway(1, directories.ports())),
            new NodeChild(files.gateway(2, directories.ports())));
    this.vpn = new Vpn(files.gateways(), files.secret());
    this.pushVpn = new Vpn(files.pushGateways(), files.secret());
  }

  /** Writes the files and starts the directories; nothing else runs yet. */
  static LoginScene prepare(Path folder) throws IOException {
    return new LoginScene(LoginFiles.create(folder));
  }

  private static Person person(String name) {
    var seed = new byte[20];
    RANDOM.nextBytes(seed);
    return new Person(name, "pass-of-" + name, Secret.copyOf(seed));
  }

  private List<Person> all() {
    var all = new ArrayList<>(crowd);
    all.add(emil);
    all.add(victim);
    return all;
  }

  void startNodes() throws IOException {
    authority.start();
    for (var gateway : gateways) {
      gateway.start();
    }
  }

  /** Tells the authority of all people and their tokens. */
  void enrol() throws IOException, InterruptedException {
    try (var console = Console.to(files.authorityPort(), files.console().issued(), files.trust())) {
      for (var person : all()) {
        console.enrol(person);
      }
    }
  }

  /** Makes a terminal the device of somebody. */
  Phone phone(Person person, Terminal terminal) throws IOException, InterruptedException {
    try (var console = Console.to(files.authorityPort(), files.console().issued(), files.trust())) {
      var phone = new Phone(terminal, files.phone(person), files.trust());
      phone.enrol(files.deviceUrl(), console.invite(person));
      return phone;
    }
  }

  /** Lets people log in, over and over. */
  void startCrowd() {
    var started = new Crowd(vpn, crowd, victim, tally);
    started.start();
    visitors = Optional.of(started);
  }

  LoginFiles files() {
    return files;
  }

  Directories directories() {
    return directories;
  }

  NodeChild authority() {
    return authority;
  }

  List<NodeChild> gateways() {
    return gateways;
  }

  Vpn vpn() {
    return vpn;
  }

  /** The VPN where it asks for pushes. */
  Vpn pushVpn() {
    return pushVpn;
  }

  /** Somebody who logs in only when the plot wants it. */
  Person emil() {
    return emil;
  }

  LoginTally tally() {
    return tally;
  }

  /** The ends of all logs, for when something went wrong. */
  String lastWords() {
    return Stream.concat(Stream.of(authority), gateways.stream())
        .map(node -> node.name() + ": " + node.lastWords())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    visitors.ifPresent(Crowd::close);
    gateways.forEach(NodeChild::close);
    authority.close();
    directories.close();
  }
}
