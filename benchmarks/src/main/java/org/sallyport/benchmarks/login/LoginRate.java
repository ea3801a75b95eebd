package org.sallyport.benchmarks.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.sallyport.benchmarks.peers.Running;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Logs people in as fast as the servers let it, and prints the rates as Markdown. */
@Command(
    name = "login-rate",
    description = "Measures how many logins a second the gateway and FreeRADIUS decide.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class LoginRate implements Callable<Integer> {
  @Option(names = "--folder", description = "Where stores and files are made and left.")
  private Path folder = Path.of("/var/tmp");

  @Option(names = "--sallyport", description = "What runs a node; {config} is its file.")
  private String sallyport = "./sallyport run {config}";

  @Option(names = "--users", description = "People, each with a token and a password.")
  private int users = 2000;

  @Option(names = "--in-flight", description = "Logins at a time.")
  private int inFlight = 64;

  @Option(names = "--threads", description = "Of FreeRADIUS, each with its connection.")
  private int threads = 8;

  @Option(names = "--seconds", description = "Length of a round.")
  private int seconds = 5;

  @Option(names = "--warm-up", description = "Seconds of each before the first round.")
  private int warmUp = 20;

  @Option(names = "--rounds", description = "Rounds in which all take turns.")
  private int rounds = 6;

  @Option(
      names = "--pending-pushes",
      description = "Measures once more while so many people are asked and do not answer.")
  private int pendingPushes;

  @Option(
      names = "--only",
      split = ",",
      description = "code, both, password and freeradius; all unless told.")
  private List<String> only = List.of("code", "both", "password", "freeradius");

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LoginRate()).execute(arguments));
  }

  /** Somebody to ask, and what it takes of which process. */
  private record Contender(String name, LoginLoad load, List<Running> parts) {}

  /** What a round of a contender was. */
  private record Turn(LoginLoad.Window seen, List<Double> micros) {}

  @Override
  public Integer call() throws IOException {
    var own = Files.createTempDirectory(folder, "logins").toRealPath();
    try (var scene = LoginScene.start(own, users, sallyport, threads)) {
      var contenders = new ArrayList<Contender>();
      for (var name : only) {
        contenders.add(contender(name, scene));
      }
      for (var one : contenders) {
        one.load().run(Duration.ofSeconds(warmUp).toNanos());
      }
      var turns = turns(contenders);
      System.out.printf(
          Locale.ROOT,
          "%n### Logins, %d in flight, %d people, all on two processors%n%n| asked | logins/s |"
              + " slowest and fastest round | p50 ms | p99 ms | refused | lost | CPU µs a login"
              + " |%n|---|---|---|---|---|---|---|---|%n",
          inFlight,
          users);
      print("", contenders, turns);
      if (pendingPushes > 0) {
        withPushes(scene, contenders);
      }
      for (var one : contenders) {
        one.load().close();
      }
    }
    return 0;
  }

  private List<List<Turn>> turns(List<Contender> contenders) throws IOException {
    var turns = new ArrayList<List<Turn>>();
    contenders.forEach(one -> turns.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        turns.get(i).add(turn(contenders.get(i)));
      }
    }
    return turns;
  }

  private static void print(String when, List<Contender> contenders, List<List<Turn>> turns) {
    for (int i = 0; i < contenders.size(); i++) {
      System.out.println(line(contenders.get(i).name() + when, turns.get(i)));
    }
  }

  private void withPushes(LoginScene scene, List<Contender> contenders) throws IOException {
    try (var pushes = scene.pushes()) {
      pushes.begin(pendingPushes);
      print(", " + pendingPushes + " pushes pending", contenders, turns(contenders));
      System.out.printf(
          Locale.ROOT,
          "%nAt the end %d requests were held and %d pushes had been answered.%n",
          pushes.held(),
          pushes.answered());
    }
  }

  private Contender contender(String name, LoginScene scene) throws IOException {
    return switch (name) {
      case "code" -> gateway("code", scene, scene.codePort(), Client::press);
      case "both" ->
          gateway(
              "password and code", scene, scene.bothPort(), one -> one.password() + one.press());
      case "password" -> gateway("password", scene, scene.passwordPort(), Client::password);
      case "freeradius" ->
          new Contender(
              "FreeRADIUS, password",
              new LoginLoad(scene.freeRadiusPort(), inFlight, scene.people(), Client::password),
              List.of(scene.freeRadius(), scene.directory().process()));
      default -> throw new IllegalArgumentException("nobody is called " + name);
    };
  }

  private Contender gateway(String name, LoginScene scene, int port, Function<Client, String> typed)
      throws IOException {
    return new Contender(
        name,
        new LoginLoad(port, inFlight, scene.people(), typed),
        List.of(scene.gateway(), scene.authority(), scene.directory().process()));
  }

  private Turn turn(Contender contender) throws IOException {
    var before = contender.parts().stream().map(Running::cpuNanos).toList();
    var seen = contender.load().run(Duration.ofSeconds(seconds).toNanos());
    var micros = new ArrayList<Double>();
    for (int i = 0; i < before.size(); i++) {
      double used = contender.parts().get(i).cpuNanos() - before.get(i);
      micros.add(used / 1e3 / Math.max(1, seen.accepted()));
    }
    return new Turn(seen, micros);
  }

  private static String line(String name, List<Turn> turns) {
    var sorted =
        turns.stream().sorted(Comparator.comparingDouble(t -> t.seen().perSecond())).toList();
    var middle = sorted.get(sorted.size() / 2);
    var cpu = new StringBuilder();
    for (var micros : middle.micros()) {
      cpu.append(cpu.isEmpty() ? "" : " + ").append(Math.round(micros));
    }
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.0f–%.0f | %.1f | %.1f | %d | %d | %s |",
        name,
        middle.seen().perSecond(),
        sorted.getFirst().seen().perSecond(),
        sorted.getLast().seen().perSecond(),
        middle.seen().p50() / 1e3,
        middle.seen().p99() / 1e3,
        turns.stream().mapToLong(t -> t.seen().refused()).sum(),
        turns.stream().mapToLong(t -> t.seen().lost()).sum(),
        cpu);
  }
}
