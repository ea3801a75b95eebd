package org.sallyport.benchmarks.mail;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Prints a Markdown table: messages of 20,000 octets a second from one Postfix to another, with
 * nothing between, with the mail gateway that encrypts and signs each between, and with a content
 * filter at the first that gives each to gpg. Time counts from the first message that smtp-source
 * sends until the second Postfix has logged the last.
 */
public final class GatewayRate {
  private static final String USAGE =
      "arguments: the command that runs a node, with {config}; messages; rounds; messages before"
          + " the first round; words in the names of the ways to measure, all without";
  private static final int PATIENCE_SECONDS = 600;

  private final PrintStream out;
  private final int messages;

  private GatewayRate(PrintStream out, int messages) {
    this.out = out;
    this.messages = messages;
  }

  /** One way between the two. */
  private record Way(String name, Mailer first, LongSupplier between) {}

  /** Needs root, Postfix, GnuPG and curl. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 4) {
      throw new IllegalArgumentException(USAGE);
    }
    new GatewayRate(System.out, Integer.parseInt(arguments[1]))
        .run(
            arguments[0],
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            List.of(arguments).subList(4, arguments.length));
  }

  private void run(String command, int rounds, int warmUp, List<String> wanted)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("gateway-rate");
    // Postfix's processes run as users of their own, and must pass through.
    folder.toFile().setExecutable(true, false);
    folder.toFile().setReadable(true, false);
    try (var second = Mailer.discarding(folder.resolve("second"))) {
      int port = second.port();
      var inline = GatewayNode.make(folder.resolve("inline"), port, "inline");
      var queue = GatewayNode.make(folder.resolve("queue"), port, "queue");
      var filter =
          GpgFilter.make(folder.resolve("filter"), GatewayNode.SENDER, GatewayNode.RECIPIENT);
      try (var inlineNode = inline.start(command);
          var queueNode = queue.start(command);
          var direct = Mailer.relaying(folder.resolve("direct"), port);
          var toInline = Mailer.relaying(folder.resolve("to-inline"), inline.port());
          var toQueue = Mailer.relaying(folder.resolve("to-queue"), queue.port());
          var filtering = Mailer.filtering(folder.resolve("filtering"), port, filter)) {
        var all =
            List.of(
                new Way("nothing between", direct, () -> 0),
                new Way("mail gateway, inline", toInline, inlineNode::cpuNanos),
                new Way("mail gateway, queue", toQueue, queueNode::cpuNanos),
                new Way("content filter with gpg", filtering, () -> 0));
        var ways =
            all.stream()
                .filter(way -> wanted.isEmpty() || wanted.stream().anyMatch(way.name()::contains))
                .toList();
        for (var way : ways) {
          send(way, second, way.name().contains("gpg") ? warmUp / 20 : warmUp);
        }
        out.println(
            "| round | way | messages/s | CPU of both Postfix per message | of the gateway |");
        out.println("|---|---|---:|---:|---:|");
        for (int round = 1; round <= rounds; round++) {
          for (var way : ways) {
            measure(round, way, second);
          }
        }
      }
    }
  }

  private void measure(int round, Way way, Mailer second) throws IOException, InterruptedException {
    long mailers = way.first().cpuNanos() + second.cpuNanos();
    long between = way.between().getAsLong();
    long nanos = send(way, second, messages);
    mailers = way.first().cpuNanos() + second.cpuNanos() - mailers;
    between = way.between().getAsLong() - between;
    out.printf(
        "| %d | %s | %d | %.2f ms | %.2f ms |%n",
        round,
        way.name(),
        messages * 1_000_000_000L / nanos,
        mailers / 1e6 / messages,
        between / 1e6 / messages);
  }

  /** Nanoseconds until all have arrived. */
  private long send(Way way, Mailer second, int count) throws IOException, InterruptedException {
    long before = second.sent();
    long start = System.nanoTime();
    Shell.run(
        List.of(
            "smtp-source",
            "-s",
            "10",
            "-m",
            Integer.toString(count),
            "-l",
            "20000",
            "-S",
            "[encrypt] Figures",
            "-f",
            GatewayNode.SENDER,
            "-t",
            GatewayNode.RECIPIENT,
            "127.0.0.1:" + way.first().port()));
    while (second.sent() < before + count) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new IOException(way.name() + ": not all have arrived; see " + way.first());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return System.nanoTime() - start;
  }
}
