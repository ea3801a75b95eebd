package org.sallyport.benchmarks.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.sallyport.benchmarks.peers.Running;
import org.sallyport.kernel.HostPort;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.Content;
import org.sallyport.smtp.client.Dialled;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.wire.smtp.MailAddress;

/**
 * Prints how long clicks of many people take who are signed in to web mail on one node: each clicks
 * every five seconds, the list of messages and a message in turns, and a click counts from when it
 * was due. People come as they do: by a mail, a notice, its link, a passphrase.
 */
public final class WebMailRate {
  private static final String USAGE =
      "arguments: the command that runs a node, with {config}; people; seconds";
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Pattern LINK = Pattern.compile("https://[^/\\s]+(/link/[\\w-]+)");
  private static final Pattern MESSAGE = Pattern.compile("/message/([\\w-]+)");
  private static final String PASSPHRASE = "a passphrase of somebody outside";

  private final PrintStream out;
  private final HttpClient http;
  private final GatewayNode node;
  private final List<Person> people = new ArrayList<>();

  private WebMailRate(PrintStream out, GatewayNode node) throws GeneralSecurityException {
    this.out = out;
    this.node = node;
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build();
  }

  /** Somebody who is signed in, and has one message. */
  private record Person(String cookie, String message) {}

  /** Starts a node of its own. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      throw new IllegalArgumentException(USAGE);
    }
    // The certificate is made for the run, and is not what is measured.
    System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
    var folder = Files.createTempDirectory(Path.of("/var/tmp"), "web-mail-rate");
    try (var captured = new Captured()) {
      var node = GatewayNode.withWebMail(folder, captured.port());
      try (var running = node.start(arguments[0])) {
        running.awaitPort(node.webMailPort());
        var rate = new WebMailRate(System.out, node);
        rate.invite(captured, Integer.parseInt(arguments[1]));
        rate.click(running, Integer.parseInt(arguments[2]) / 3);
        rate.click(running, Integer.parseInt(arguments[2]));
      }
    }
  }

  private void invite(Captured captured, int count) throws Exception {
    try (var client = SmtpClient.open(ClientParameters.named("mail.example.com"))) {
      var hop = NextHop.plain(new HostPort("127.0.0.1", node.port()));
      for (int i = 0; i < count; i++) {
        send(client, hop, "outsider" + i + "@example.net");
      }
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      var coming = new ArrayList<Future<Person>>();
      for (int i = 0; i < count; i++) {
        var mail = captured.mails().poll(5, TimeUnit.MINUTES);
        if (mail == null) {
          throw new IOException("only " + i + " notices came");
        }
        coming.add(threads.submit(() -> visit(mail.text())));
      }
      for (var each : coming) {
        people.add(each.get());
      }
    }
    out.println(people.size() + " people are signed in.");
  }

  private static void send(SmtpClient client, NextHop hop, String to) throws IOException {
    var text =
        """
        From: Anna <anna@example.com>
        To: <%s>
        Subject: [encrypt] Figures
        Message-ID: <%s@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii

        %s
        """
            .formatted(
                to, to.replace('@', '.'), "These are the figures of this month.\n".repeat(50))
            .replace("\n", "\r\n");
    if (!(client.call(List.of(hop)) instanceof Dialled.Ready(var connection, _))) {
      throw new IOException("the gateway does not answer");
    }
    try (connection) {
      var outcome =
          connection
              .deliver(
                  Envelope.plain(
                      MailAddress.parse(GatewayNode.SENDER).orElseThrow(),
                      MailAddress.parse(to).orElseThrow()),
                  Content.of(text.getBytes(US_ASCII)))
              .getFirst();
      if (!(outcome instanceof Outcome.Accepted)) {
        throw new IOException("not taken: " + outcome);
      }
    }
  }

  /** Follows the link of a notice, and finds the message. */
  private Person visit(String notice) throws IOException, InterruptedException {
    var plain = notice.replace("=\r\n", "").replace("=3D", "=");
    var link = LINK.matcher(plain);
    if (!link.find()) {
      throw new IOException("a notice without a link: " + notice);
    }
    var form = "passphrase=" + PASSPHRASE.replace(' ', '+');
    var answer =
        http.send(
            request(link.group(1))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        form + form.replace("passphrase=", "&again=")))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    var cookie =
        answer
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow(() -> new IOException("no cookie: " + answer.statusCode() + answer.body()))
            .split(";", 2)[0];
    var message = MESSAGE.matcher(get("/inbox", cookie).body());
    if (!message.find()) {
      throw new IOException("an inbox without a message");
    }
    return new Person(cookie, message.group(1));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + node.webMailPort() + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> get(String path, String cookie)
      throws IOException, InterruptedException {
    return http.send(
        request(path).header("Cookie", cookie).build(), HttpResponse.BodyHandlers.ofString());
  }

  private void click(Running running, int seconds) throws InterruptedException, ExecutionException {
    var micros = new ConcurrentLinkedQueue<Long>();
    var failed = new ConcurrentHashMap<String, Integer>();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long cpu = running.cpuNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      for (var person : people) {
        all.add(threads.submit(() -> clicks(person, until, micros, failed)));
      }
      for (var each : all) {
        each.get();
      }
    }
    cpu = running.cpuNanos() - cpu;
    var sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
    out.printf(
        "%d people, %d s: %d clicks (%d a second), failed %s, p50 %.1f ms, p99 %.1f ms, worst %.1f"
            + " ms; CPU of the node %.2f ms a click, %d MiB resident%n",
        people.size(),
        seconds,
        sorted.length,
        sorted.length / seconds,
        failed,
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 1),
        cpu / 1e6 / sorted.length,
        running.residentKiB() / 1024);
  }

  private static double at(long[] sorted, double part) {
    return sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))] / 1e3;
  }

  private Void clicks(
      Person person,
      long until,
      ConcurrentLinkedQueue<Long> micros,
      ConcurrentMap<String, Integer> failed)
      throws InterruptedException {
    long due = System.nanoTime() + ThreadLocalRandom.current().nextLong(EVERY.toNanos());
    for (int i = 0; due < until; i++, due += EVERY.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      try {
        var path = i % 2 == 0 ? "/inbox" : "/message/" + person.message();
        int status = get(path, person.cookie()).statusCode();
        if (status != 200) {
          failed.merge("status " + status, 1, Integer::sum);
        }
      } catch (IOException e) {
        failed.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
      }
      micros.add((System.nanoTime() - due) / 1000);
    }
    return null;
  }
}
