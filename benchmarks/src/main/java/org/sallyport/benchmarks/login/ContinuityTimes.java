package org.sallyport.benchmarks.login;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.sallyport.benchmarks.peers.FreePort;
import org.sallyport.benchmarks.peers.Running;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Takes the authority away in several ways, gives it back, and prints how long each change took.
 */
@Command(
    name = "continuity-times",
    description = "Measures how fast a gateway enters continuity and leaves it.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ContinuityTimes implements Callable<Integer> {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);
  private static final Pattern STATE = Pattern.compile("\"state\" *: *\"([a-z]+)\"");
  private static final String NORMAL = "normal";
  private static final String CONTINUITY = "continuity";

  @Option(names = "--folder", description = "Where stores and files are made and left.")
  private Path folder = Path.of("/var/tmp");

  @Option(names = "--sallyport", description = "What runs a node; {config} is its file.")
  private String sallyport = "./sallyport run {config}";

  @Option(names = "--rounds", description = "How often each is taken away.")
  private int rounds = 7;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ContinuityTimes()).execute(arguments));
  }

  /** What is done to the authority. */
  private enum Way {
    KILLED("killed"),
    STOPPED("silent (SIGSTOP)");

    private final String words;

    Way(String words) {
      this.words = words;
    }
  }

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%n### Continuity, standard intervals, %d times each: milliseconds, median (slowest)%n%n"
            + "| authority | in after | first login after that took | out after its return |"
            + " wrong passwords let in |%n|---|---|---|---|---|%n",
        rounds);
    for (boolean proxy : new boolean[] {false, true}) {
      var own = Files.createTempDirectory(folder, "continuity").toRealPath();
      try (var scene = new Scene(own, proxy)) {
        for (var way : Way.values()) {
          System.out.println(row(scene, way, proxy));
        }
      }
    }
    return 0;
  }

  private String row(Scene scene, Way way, boolean proxy) throws Exception {
    var in = new ArrayList<Double>();
    var first = new ArrayList<Double>();
    var out = new ArrayList<Double>();
    int letIn = 0;
    for (int i = 0; i < rounds; i++) {
      scene.await(NORMAL);
      scene.login(true);
      long start = System.nanoTime();
      scene.take(way);
      scene.await(CONTINUITY);
      in.add(millis(start));
      first.add(scene.login(true));
      letIn += scene.login(false) >= 0 ? 1 : 0;
      scene.giveBack(way);
      start = System.nanoTime();
      scene.await(NORMAL);
      out.add(millis(start));
      letIn += scene.login(false) >= 0 ? 1 : 0;
    }
    return "| %s%s | %s | %s | %s | %d |"
        .formatted(
            way.words, proxy ? ", behind a proxy" : "", words(in), words(first), words(out), letIn);
  }

  private static String words(List<Double> times) {
    var sorted = times.stream().sorted().toList();
    return String.format(
        Locale.ROOT, "%.0f (%.0f)", sorted.get(sorted.size() / 2), sorted.getLast());
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }

  /** The servers, and the one person who logs in. */
  private final class Scene implements AutoCloseable {
    private final Path own;
    private final int authorityPort = FreePort.next();
    private final int radiusPort = FreePort.next();
    private final int adminPort = FreePort.next();
    private final int proxyPort = FreePort.next();
    private final List<Client> people =
        IntStream.range(0, 1).mapToObj(i -> new Client("user" + i)).toList();
    private final DirectoryServer directory;
    private final List<Running> proxies = new ArrayList<>();
    private final Running gateway;
    private final LoginLoad right;
    private final LoginLoad wrong;
    private Running authority;

    Scene(Path own, boolean proxy) throws IOException {
      this.own = own;
      LoginFiles.prepare(own, people);
      directory = DirectoryServer.start(own.resolve("directory"), people);
      if (proxy) {
        proxies.add(tinyproxy());
      }
      authority = startAuthority();
      authority.awaitPort(authorityPort);
      gateway = LoginFiles.node(own, "gateway", gateway(proxy), sallyport);
      gateway.awaitPort(adminPort);
      right = new LoginLoad(radiusPort, 1, people, one -> one.password() + one.press());
      wrong = new LoginLoad(radiusPort, 1, people, one -> "not-" + one.password() + "000000");
    }

    private Running startAuthority() throws IOException {
      return LoginFiles.node(own, "authority", LoginFiles.authority(authorityPort), sallyport);
    }

    private Running tinyproxy() throws IOException {
      var place = Files.createDirectories(own.resolve("proxy"));
      var file =
          Files.writeString(
              place.resolve("tinyproxy.conf"),
              """
              Port %d
              Listen 127.0.0.1
              Timeout 60
              MaxClients 50
              Allow 127.0.0.1
              """
                  .formatted(proxyPort));
      var running =
          Running.start(
              List.of("tinyproxy", "-d", "-c", file.toString()), LoginScene.PROCESSORS, place);
      running.awaitPort(proxyPort);
      return running;
    }

    private String gateway(boolean proxy) {
      return """
      node: gateway
      admin: { listen: 127.0.0.1:%1$d }
      gateway:
        cluster-key: file:cluster.key
        authority:
          addresses: [127.0.0.1:%2$d]
          name: %3$s
          trust: pki/trust.pem
          certificate: { chain: pki/gateway.pem, key: file:pki/gateway.key }
          %4$s
        continuity: { mode: automatic, state: state }
        user-stores:
          people: { connections: [{ url: 'ldap://127.0.0.1:%5$d' }], base-dn: '%6$s' }
        servers:
          both:
            listen: 127.0.0.1:%7$d
            mode: password-code
            stores: [people]
            clients:
              load: { address: 127.0.0.1, secret: file:radius.secret, continuity: first-factor }
      """
          .formatted(
              adminPort,
              authorityPort,
              LoginFiles.AUTHORITY,
              proxy ? "proxy: { address: 127.0.0.1:%d }".formatted(proxyPort) : "",
              directory.port(),
              DirectoryServer.BASE,
              radiusPort);
    }

    void take(Way way) throws IOException {
      switch (way) {
        case KILLED -> authority.kill();
        case STOPPED -> Shell.run(own, "kill", "-STOP", Long.toString(authority.pid()));
      }
    }

    void giveBack(Way way) throws IOException {
      switch (way) {
        case KILLED -> {
          authority = startAuthority();
          authority.awaitPort(authorityPort);
        }
        case STOPPED -> Shell.run(own, "kill", "-CONT", Long.toString(authority.pid()));
      }
    }

    /** One login: how many milliseconds it took; negative when it was refused. */
    double login(boolean rightly) throws IOException {
      var seen = (rightly ? right : wrong).run(1);
      if (rightly && seen.accepted() + seen.refused() + seen.lost() > 0 && seen.accepted() == 0) {
        throw new IllegalStateException("refused: " + seen + "\n" + gateway.output());
      }
      return seen.accepted() > 0 ? seen.p50() / 1e3 : -1;
    }

    void await(String state) throws IOException, InterruptedException {
      long end = System.nanoTime() + LIMIT;
      var uri = URI.create("http://127.0.0.1:%d/api/v1/gateway/continuity".formatted(adminPort));
      var request = HttpRequest.newBuilder(uri).build();
      while (true) {
        var found = STATE.matcher(http.send(request, BodyHandlers.ofString()).body());
        if (found.find() && found.group(1).equals(state)) {
          return;
        }
        if (System.nanoTime() > end) {
          throw new IllegalStateException("never " + state + ":\n" + gateway.output());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    }

    @Override
    public void close() throws IOException {
      right.close();
      wrong.close();
      gateway.close();
      authority.kill();
      proxies.forEach(Running::close);
      directory.close();
    }
  }
}
