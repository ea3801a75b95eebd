package org.sallyport.benchmarks.encryption;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.sallyport.benchmarks.load.Saturation;
import org.sallyport.benchmarks.peers.Running;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a whole node takes over HTTPS: polls of policies, lookups of keys, batches of log lines. The
 * load shares the machine with it, so the processor time of the node for each is printed too.
 */
@Command(
    name = "node-rate",
    description = "Measures polls, key lookups and log batches of a node, over HTTPS.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class NodeRate implements Callable<Integer> {
  @Option(names = "--folder", description = "Where the store is made and left.", required = true)
  private Path folder = Path.of("");

  @Option(
      names = "--sallyport",
      description = "What runs a node; {config} stands for its file.",
      required = true)
  private String sallyport = "";

  @Option(names = "--people", description = "Each with one enrolled client.")
  private int people = 100_000;

  @Option(names = "--keys", description = "How many of them have a key.")
  private int keys = 5_000;

  @Option(names = "--connections", description = "Kept at once.")
  private int connections = 64;

  @Option(names = "--lines", description = "Lines of a batch, 1 to 500.")
  private int lines = 20;

  @Option(names = "--only", split = ",", description = "polls, lookups, batches; all unless told.")
  private List<String> only = List.of("polls", "lookups", "batches");

  @Option(names = "--seconds", description = "Length of a round.")
  private int seconds = 10;

  @Option(names = "--rounds", description = "Rounds of each kind; the first ones warm up.")
  private int rounds = 4;

  private final RandomGenerator random = RandomGenerator.getDefault();
  private final AtomicLong batches = new AtomicLong();

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new NodeRate()).execute(arguments));
  }

  @Override
  public Integer call()
      throws IOException, GeneralSecurityException, InterruptedException, ExecutionException {
    var own = Files.createTempDirectory(folder, "node-rate").toRealPath();
    System.err.println("enrolling " + people + " people in " + own);
    var node = EnrolledNode.make(own, people, keys);
    var sessions = node.sessions();
    var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port());
    long begin = System.nanoTime();
    try (var running = node.start(sallyport);
        var load = new Saturation(target, EnrolledNode.HOST, connections)) {
      running.awaitPort(node.port());
      System.out.printf(
          "Listening %d ms after the command, with %d people in the store.%n%n",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin), people);
      System.out.println(
          "| asked | round | a second | failed | p50 ms | p99 ms | CPU µs of the node |");
      System.out.println("|---|---|---|---|---|---|---|");
      var tag = tag(target, sessions.getFirst());
      if (only.contains("polls")) {
        measure("policy, 304", load, running, 304, () -> poll(sessions, tag));
      }
      if (only.contains("lookups")) {
        measure("key of an address", load, running, 200, () -> lookup(sessions));
      }
      if (only.contains("batches")) {
        measure(lines + " log lines", load, running, 200, () -> batch(sessions));
      }
      System.out.printf(
          "%nResident: %d MiB. Other answers by status: %s.%n",
          running.residentKiB() / 1024, load.others());
    }
    return 0;
  }

  /** The tag of the policy, which all of them have. */
  private static String tag(InetSocketAddress target, String session)
      throws IOException, GeneralSecurityException {
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    try (var socket = tls.getSocketFactory().createSocket(target.getAddress(), target.getPort())) {
      socket.getOutputStream().write(get("/v1/policy", session, "Connection: close\r\n"));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII)
          .lines()
          .filter(line -> line.regionMatches(true, 0, "ETag: ", 0, 6))
          .map(line -> line.substring(6))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("the policy has no tag"));
    }
  }

  private void measure(
      String what, Saturation load, Running node, int status, Supplier<byte[]> next)
      throws InterruptedException, ExecutionException {
    for (int round = 1; round <= rounds; round++) {
      long before = node.cpuNanos();
      var seen = load.run(status, seconds, next);
      double cpu = (node.cpuNanos() - before) / 1e3;
      System.out.println(
          "| %s | %d | %.0f | %d | %.2f | %.2f | %.0f |"
              .formatted(
                  what,
                  round,
                  seen.rate(),
                  seen.failed(),
                  seen.p50() / 1e3,
                  seen.p99() / 1e3,
                  cpu / Math.max(1, seen.completed())));
    }
  }

  private byte[] poll(List<String> sessions, String tag) {
    return get("/v1/policy", anyOf(sessions), "If-None-Match: " + tag + "\r\n");
  }

  private byte[] lookup(List<String> sessions) {
    var address = EnrolledNode.address(random.nextInt(keys));
    return get("/v1/keys?address=" + address, anyOf(sessions), "");
  }

  private String anyOf(List<String> sessions) {
    return sessions.get(random.nextInt(sessions.size()));
  }

  private static byte[] get(String target, String session, String more) {
    // Concatenated, as a format would take a share of the processor that the node needs.
    return ("GET "
            + target
            + " HTTP/1.1\r\nHost: "
            + EnrolledNode.HOST
            + "\r\nAuthorization: "
            + session
            + "\r\n"
            + more
            + "\r\n")
        .getBytes(US_ASCII);
  }

  private byte[] batch(List<String> sessions) {
    var now = Instant.now();
    var body =
        IntStream.range(0, lines)
            .mapToObj(i -> line(now))
            .collect(
                Collectors.joining(
                    ",",
                    "{\"batch\":\"b_%016d\",\"lines\":[".formatted(batches.incrementAndGet()),
                    "]}"));
    var head =
        "POST /v1/logs HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\n"
            .formatted(EnrolledNode.HOST, anyOf(sessions));
    var type = "Content-Type: application/json\r\nContent-Length: " + body.length();
    return (head + type + "\r\n\r\n" + body).getBytes(US_ASCII);
  }

  private static String line(Instant at) {
    return "{\"at\":\""
        + at
        + "\",\"level\":\"info\",\"event\":\"file-encrypted\",\"text\":\"encrypted a file of"
        + " 1048576 octets to three certificates\",\"fields\":{\"recipients\":\"3\"}}";
  }
}
