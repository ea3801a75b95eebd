package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Mode;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Next;
import org.sallyport.encryption.mailqueue.MailQueue;
import org.sallyport.encryption.nexthop.FixedHops;
import org.sallyport.encryption.receipt.Receipts;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.TlsProblem;
import org.sallyport.openpgp.Spool;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.ClientTimeouts;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.smtp.server.Hop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mail gateway of a node. {@link #open}, {@link #start}, {@link #reload}, {@link #drain} and
 * {@link #close} block and are for one thread at a time; the others are for any.
 */
public final class MailGateway implements AutoCloseable {
  /**
   * A sender waits five minutes for a greeting (RFC 5321 section 4.5.3.2.1) and a health check a
   * few seconds, so a next hop has less time for its own. All else is as the standard has it.
   */
  private static final ClientTimeouts TIMES =
      new ClientTimeouts(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          ClientTimeouts.USUAL.command(),
          ClientTimeouts.USUAL.data(),
          ClientTimeouts.USUAL.block(),
          ClientTimeouts.USUAL.end());

  /** How often it is seen whether a next hop must be called to know that it is there. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(MailGateway.class);

  private final MailGatewaySettings settings;
  private final GatewayWorld world;
  private final Receipts receipts;
  private final Handovers handovers;
  private final SmtpClient client;
  private final HopStates hops;
  private final List<GatewayListener> listeners;
  private final MailMetrics metrics = new MailMetrics();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("mail-next-hops").daemon().factory());

  private MailGateway(
      MailGatewaySettings settings,
      GatewayWorld world,
      Receipts receipts,
      Map<Next, List<NextHop>> hops,
      List<GatewayListener> listeners) {
    this.settings = settings;
    this.world = world;
    this.receipts = receipts;
    this.handovers = new Handovers(world.store(), receipts, world.clock());
    this.client = SmtpClient.open(ClientParameters.named(settings.name()).within(TIMES));
    this.hops = new HopStates(client, hops, world.clock());
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Reads the files that the settings name; nothing listens until {@link #start}.
   *
   * @param domains the managed ones, in lower case
   */
  public static Loaded<MailGateway> open(
      MailGatewaySettings settings, List<String> domains, Domain domain) {
    return open(settings, new DomainWorld(settings.name(), domains, domain));
  }

  static Loaded<MailGateway> open(MailGatewaySettings settings, GatewayWorld world) {
    var problems = new ArrayList<TlsProblem>();
    var hops = hops(settings, problems);
    var listeners = listeners(settings, problems);
    if (!problems.isEmpty()) {
      listeners.forEach(GatewayListener::close);
      return new Loaded.Refused<>(problems);
    }
    try {
      var receipts = Receipts.open(settings.spool());
      Spool.clear(settings.spool());
      return Loaded.ready(new MailGateway(settings, world, receipts, hops, listeners));
    } catch (IOException e) {
      listeners.forEach(GatewayListener::close);
      return Loaded.refused("mail-gateway.spool", String.valueOf(e.getMessage()));
    }
  }

  /** Those that inline listeners call. */
  private static Map<Next, List<NextHop>> hops(
      MailGatewaySettings settings, List<TlsProblem> problems) {
    var hops = new EnumMap<Next, List<NextHop>>(Next.class);
    for (var listener : settings.listeners().values()) {
      if (listener.mode() == Mode.INLINE && listener.towards().isPresent()) {
        var next = listener.towards().get();
        if (!hops.containsKey(next)) {
          GatewayRules.hop(settings, next)
              .map(FixedHops::open)
              .ifPresent(loaded -> kept(loaded, problems, found -> hops.put(next, found)));
        }
      }
    }
    return hops;
  }

  private static List<GatewayListener> listeners(
      MailGatewaySettings settings, List<TlsProblem> problems) {
    var listeners = new ArrayList<GatewayListener>();
    settings
        .listeners()
        .forEach((name, each) -> kept(GatewayListener.open(name, each), problems, listeners::add));
    return listeners;
  }

  private static <T> void kept(Loaded<T> loaded, List<TlsProblem> problems, Consumer<T> take) {
    switch (loaded) {
      case Loaded.Ready<T>(var value, _) -> take.accept(value);
      case Loaded.Refused<T>(var why) -> problems.addAll(why);
    }
  }

  /**
   * Takes mail from now on; while the vault is locked, senders are told 421.
   *
   * @throws IOException with a sentence that names the key
   */
  public void start() throws IOException {
    world.vault().whenOpen(handovers::tidy);
    looking.scheduleWithFixedDelay(hops::look, 0, LOOK.toSeconds(), TimeUnit.SECONDS);
    for (var listener : listeners) {
      try {
        listener.start(settings.name(), settings.limits().forServer(), hop(listener));
      } catch (IOException e) {
        throw new IOException(
            "mail-gateway.listeners." + listener.name() + ".listen: " + e.getMessage(), e);
      }
    }
  }

  private Hop hop(GatewayListener listener) {
    var each = listener.settings();
    var relaying = new Relaying(each.direction(), each.from(), world.domains());
    var loops = new LoopGuard(settings.name(), listener.name());
    var intake =
        new Intake(
            world.vault(),
            loops,
            handovers,
            world.planning(each, relaying),
            world.books(each, relaying, handovers, loops),
            metrics,
            settings);
    var parts =
        new ListenerParts(listener.name(), relaying, intake, settings.spool(), world.clock());
    return switch (each.mode()) {
      case INLINE -> new InlineHop(parts, hops, each.towards().orElseThrow());
      case QUEUE -> new QueueHop(parts, settings.limits().message().bytes());
    };
  }

  /** What is to be done every minute or so: forgets old hand-overs and traces. */
  public void tend() {
    handovers.tidy();
    world.forgetTraces(world.clock().instant().minus(settings.tracesKept()));
  }

  /** Lets the queue of the node note what next hops have taken; before its workers start. */
  public void noteFor(MailQueue queue) {
    queue.noting(receipts, settings.whenInDoubt() == InDoubt.AGAIN);
  }

  /** Where a listener listens. */
  public InetSocketAddress address(String listener) {
    return listeners.stream()
        .filter(each -> each.name().equals(listener))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no listener " + listener))
        .address();
  }

  /**
   * Reads certificates anew.
   *
   * @return what is wrong, a sentence each; those listeners keep what they have
   */
  public List<String> reload() {
    return listeners.stream()
        .flatMap(
            each ->
                each.reload().stream()
                    .map(
                        problem ->
                            "mail-gateway.listeners." + each.name() + ".certificates: " + problem))
        .toList();
  }

  /** What works less well than it should; directors look for {@code mail-next-hop}. */
  public List<String> impaired() {
    return hops.down().stream().map(each -> "mail-next-hop: " + each).toList();
  }

  /** In Prometheus's text format. */
  public String metrics() {
    var text = new StringBuilder(metrics.text()).append(hops.metrics());
    text.append("# HELP sallyport_mail_connections Connections of senders that are open.\n");
    text.append("# TYPE sallyport_mail_connections gauge\n");
    for (var each : listeners) {
      text.append("sallyport_mail_connections{listener=\"")
          .append(each.name().toLowerCase(Locale.ROOT))
          .append("\"} ")
          .append(each.connections())
          .append('\n');
    }
    return text.toString();
  }

  /** Takes no more connections, and lets messages that have begun end. */
  public void drain(Duration limit) {
    var draining =
        listeners.stream().map(each -> Thread.ofVirtual().start(() -> drain(each, limit))).toList();
    for (var each : draining) {
      try {
        each.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void drain(GatewayListener listener, Duration limit) {
    try {
      if (!listener.drain(limit)) {
        LOG.atWarn().addKeyValue("listener", listener.name()).log("mail-not-drained");
      }
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("listener", listener.name())
          .addKeyValue("cause", e.getMessage())
          .log("mail-not-drained");
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
    listeners.forEach(GatewayListener::close);
    client.close();
    receipts.close();
  }
}
