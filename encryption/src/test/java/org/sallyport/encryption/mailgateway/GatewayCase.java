package org.sallyport.encryption.mailgateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Flow;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Mode;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Tls;
import org.sallyport.encryption.mailqueue.QueueSettings;
import org.sallyport.encryption.mailqueue.TestHop;
import org.sallyport.encryption.nexthop.HopTls;
import org.sallyport.encryption.nexthop.NextHopSettings;
import org.sallyport.encryption.nexthop.NextHopsSettings;
import org.sallyport.kernel.ByteSize;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.IpPrefix;
import org.sallyport.mime.structure.Message;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;
import org.sallyport.testkit.RawClient;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.Reply;

/** A gateway over a store, with plans that tests make, before a next hop of theirs. */
final class GatewayCase implements GatewayWorld, AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final String LISTENER = "in";

  /** Those who are near may send to everybody. */
  static final Optional<List<IpPrefix>> PRIVATE = Optional.empty();

  /** Writes no trace. */
  static final Planned.Explanation NOTHING = (_, _) -> {};

  final NextServer next;
  final TestDomain domain;
  final MailGateway gateway;
  final List<String> boxed = new CopyOnWriteArrayList<>();
  volatile BiFunction<Arrival, Message, Planned> plan = (arrival, _) -> untouched(arrival);
  private final List<RawClient> clients = new ArrayList<>();

  GatewayCase(Path folder) throws IOException {
    this(folder, TestDomain.open(folder), new NextServer(), Flow.OUTBOUND, Mode.INLINE, PRIVATE);
  }

  GatewayCase(
      Path folder,
      TestDomain domain,
      NextServer next,
      Flow flow,
      Mode mode,
      Optional<List<IpPrefix>> from)
      throws IOException {
    this(domain, next, settings(folder, next, flow, mode, from));
  }

  private GatewayCase(TestDomain domain, NextServer next, MailGatewaySettings settings)
      throws IOException {
    this.domain = domain;
    this.next = next;
    gateway = MailGateway.open(settings, this).orElseThrow();
    gateway.start();
  }

  /** Before a next hop that says what it is told to. */
  static GatewayCase before(Path folder, TestHop hop) throws IOException {
    return new GatewayCase(
        TestDomain.open(folder),
        new NextServer(),
        settings(folder, hop.address(), Flow.OUTBOUND, Mode.INLINE, PRIVATE));
  }

  /** Of a gateway with one listener and one next hop for both directions. */
  static MailGatewaySettings settings(
      Path folder, NextServer next, Flow flow, Mode mode, Optional<List<IpPrefix>> from) {
    return settings(folder, next.address(), flow, mode, from);
  }

  private static MailGatewaySettings settings(
      Path folder, HostPort next, Flow flow, Mode mode, Optional<List<IpPrefix>> from) {
    var listener =
        new MailListenerSettings(
            new HostPort("127.0.0.1", 0),
            flow,
            mode,
            Optional.empty(),
            from,
            Tls.OPPORTUNISTIC,
            List.of(),
            List.of(),
            List.of());
    var hop =
        Optional.of(
            new NextHopSettings(
                List.of(next),
                false,
                HopTls.OFF,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    return new MailGatewaySettings(
        "mail.example.com",
        Map.of(LISTENER, listener),
        new NextHopsSettings(hop, hop),
        limits(),
        QueueSettings.standard(),
        folder.resolve("spool"),
        InDoubt.TELL,
        Duration.ofDays(30));
  }

  private static MailLimitSettings limits() {
    return new MailLimitSettings(
        new ByteSize(8 << 20),
        1000,
        100,
        100,
        6000,
        1000,
        Duration.ofMinutes(5),
        Duration.ofMinutes(30));
  }

  /** All recipients get it as it came. */
  static Planned untouched(Arrival arrival) {
    return planned(new Fate.Mail(arrival.recipients(), "untouched", Optional.empty()));
  }

  static Planned planned(Fate... fates) {
    return new Planned(List.of(fates), NOTHING);
  }

  /** A sender that has not read its greeting. */
  RawClient connect() throws IOException {
    var client = RawClient.connect(gateway.address(LISTENER)).patience(PATIENCE);
    clients.add(client);
    return client;
  }

  /** A sender that was greeted and has said EHLO. */
  RawClient greeted() throws IOException {
    var client = connect();
    reply(client);
    say(client, "EHLO sender.example");
    return client;
  }

  /** Sends a message on a connection of its own; what it was answered. */
  String send(String text, String... to) throws IOException {
    var client = greeted();
    say(client, "MAIL FROM:<anna@example.com>");
    for (var each : to) {
      say(client, "RCPT TO:<" + each + ">");
    }
    return text(client, text);
  }

  /** A text after its recipients. */
  static String text(RawClient client, String text) throws IOException {
    var announced = say(client, "DATA");
    if (!announced.startsWith("354")) {
      return announced;
    }
    client.send(text.getBytes(ISO_8859_1));
    client.send(".\r\n");
    return reply(client);
  }

  /** Sends a line and returns the last line of the reply. */
  static String say(RawClient client, String line) throws IOException {
    client.send(line + "\r\n");
    return reply(client);
  }

  /** The last line of the next reply. */
  static String reply(RawClient client) throws IOException {
    while (true) {
      var line = client.readUntil("\r\n").strip();
      if (line.length() == 3 || line.charAt(3) == ' ') {
        return line;
      }
    }
  }

  @Override
  public Store store() {
    return domain.store;
  }

  @Override
  public Vault vault() {
    return domain.domain.vault();
  }

  @Override
  public InstantSource clock() {
    return domain.clock;
  }

  @Override
  public List<String> domains() {
    return List.of("example.com");
  }

  @Override
  public Planning planning(MailListenerSettings listener, Relaying relaying) {
    return (arrival, message) -> plan.apply(arrival, message);
  }

  @Override
  public Books books(
      MailListenerSettings listener, Relaying relaying, Handovers handovers, LoopGuard loops) {
    return new StoreBooks(
        new Desk(
            "mail.example.com",
            listener,
            store(),
            clock(),
            domain.domain.contents(),
            domain.domain.mailQueue(),
            (in, _, content, _, to, _) -> box(in, content, to),
            handovers,
            relaying,
            loops));
  }

  @Override
  public void forgetTraces(Instant before) {
    throw new UnsupportedOperationException("not asked for");
  }

  /** Whoever's name begins with "full" has no room. */
  private Map<MailAddress, Reply> box(Transaction in, String content, List<MailAddress> to) {
    var full = new LinkedHashMap<MailAddress, Reply>();
    for (var each : to) {
      if (each.localPart().startsWith("full")) {
        full.put(each, Reply.of(552, "5.2.2", "the mailbox is full"));
      } else {
        domain.domain.contents().use(in, content);
        boxed.add(content);
      }
    }
    return full;
  }

  @Override
  public void close() throws IOException {
    for (var each : clients) {
      each.close();
    }
    gateway.close();
    next.close();
    domain.close();
  }
}
