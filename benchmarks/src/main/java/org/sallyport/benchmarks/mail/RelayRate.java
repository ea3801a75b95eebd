package org.sallyport.benchmarks.mail;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.kernel.HostPort;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.smtp.relay.InlineRelay;
import org.sallyport.smtp.server.ServerParameters;
import org.sallyport.smtp.server.SmtpServer;

/**
 * Prints a Markdown table: messages of 20,000 octets a second from Postfix's smtp-source to its
 * smtp-sink, directly and through the inline relay in turns, and the processor time of the relay
 * for each message. A connection carries one message, as smtp-source has it.
 */
public final class RelayRate {
  private static final int ROUNDS = 5;
  private static final int MESSAGES = 2000;
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final PrintStream out;

  private RelayRate(PrintStream out) {
    this.out = out;
  }

  /** Needs smtp-source and smtp-sink (Debian's postfix); takes no arguments. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    new RelayRate(System.out).run();
  }

  private void run() throws IOException, InterruptedException {
    int sink = freePort();
    var process =
        new ProcessBuilder("smtp-sink", "-u", "nobody", "127.0.0.1:" + sink, "500")
            .inheritIO()
            .start();
    try (var client = SmtpClient.open(ClientParameters.named("relay.example"));
        var relay =
            SmtpServer.start(
                ServerParameters.plain(new InetSocketAddress(LOOPBACK, 0), "relay.example"),
                new InlineRelay(client, List.of(NextHop.plain(new HostPort("127.0.0.1", sink)))))) {
      awaitPort(sink);
      send(relay.address().getPort());
      out.println("| round | direct, messages/s | relayed, messages/s | relay CPU per message |");
      out.println("|---|---|---|---|");
      for (int round = 1; round <= ROUNDS; round++) {
        round(round, sink, relay.address().getPort());
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private void round(int round, int sink, int relay) throws IOException, InterruptedException {
    long direct = send(sink);
    long before = cpu();
    long relayed = send(relay);
    long each = (cpu() - before) / MESSAGES;
    out.printf(
        "| %d | %d | %d | %d µs |%n",
        round, rate(direct), rate(relayed), TimeUnit.NANOSECONDS.toMicros(each));
  }

  private static long rate(long nanos) {
    return MESSAGES * 1_000_000_000L / nanos;
  }

  /** Nanoseconds that all messages took. */
  private static long send(int port) throws IOException, InterruptedException {
    long start = System.nanoTime();
    var process =
        new ProcessBuilder(
                "smtp-source",
                "-s",
                "20",
                "-m",
                Integer.toString(MESSAGES),
                "-l",
                "20000",
                "-f",
                "anna@example.org",
                "-t",
                "bert@example.com",
                "127.0.0.1:" + port)
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("smtp-source ended with " + process.exitValue());
    }
    return System.nanoTime() - start;
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitPort(int port) throws IOException, InterruptedException {
    for (int attempt = 0; attempt < 100; attempt++) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(LOOPBACK, port), 1000);
        return;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    throw new IOException("smtp-sink does not listen");
  }
}
