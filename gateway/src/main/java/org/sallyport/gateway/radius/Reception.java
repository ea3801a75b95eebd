package org.sallyport.gateway.radius;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.sallyport.gateway.metrics.GatewayMetrics;
import org.sallyport.gateway.radius.Intake.Purpose;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the datagrams of one server. {@link #receive} is for the receiving thread and never waits;
 * everything else happens on a virtual thread for each request.
 */
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final int MOST_ANSWERS = 100_000;

  private final AccessRequests access;
  private final AccountingRequests accounting;
  private final GatewayMetrics metrics;
  private final Exchanges exchanges;
  private final InFlight inFlight = new InFlight();
  private final RefusalCounts refusals = new RefusalCounts();
  private volatile ServerPlan plan;
  private volatile boolean draining;

  Reception(
      ServerPlan plan,
      AccessRequests access,
      AccountingRequests accounting,
      GatewayMetrics metrics,
      InstantSource clock) {
    this.plan = plan;
    this.access = access;
    this.accounting = accounting;
    this.metrics = metrics;
    exchanges = new Exchanges(clock, MOST_ANSWERS);
  }

  /** Where an answer leaves. */
  @FunctionalInterface
  interface Outlet {
    void send(byte[] octets, InetSocketAddress to);
  }

  /** Requests that arrive from now on are taken under this plan. */
  void apply(ServerPlan wanted) {
    plan = wanted;
  }

  ServerPlan plan() {
    return plan;
  }

  /** Requests that arrive from now on are dropped, so that clients ask another gateway. */
  void drain() {
    draining = true;
  }

  int inHand() {
    return inFlight.count();
  }

  RefusalCounts refusals() {
    return refusals;
  }

  /** Takes a datagram, or drops it. */
  void receive(byte[] datagram, InetSocketAddress from, Purpose purpose, Outlet outlet) {
    var now = plan;
    var address = from.getAddress();
    var client = now.clients().find(address);
    if (client.isEmpty()) {
      drop(now, from, Refusal.UNKNOWN_CLIENT);
      return;
    }
    var full =
        draining ? Optional.of(Refusal.DRAINING) : inFlight.enter(address, now.settings().limits());
    if (full.isPresent()) {
      drop(now, from, full.get());
      return;
    }
    Thread.ofVirtual()
        .name("radius-" + now.name())
        .start(() -> serve(now, client.get(), datagram, from, purpose, outlet));
  }

  private void serve(
      ServerPlan now,
      Client client,
      byte[] datagram,
      InetSocketAddress from,
      Purpose purpose,
      Outlet outlet) {
    try {
      switch (Intake.read(datagram, purpose, client.secret(), client.exempt())) {
        case Intake.Result.Dropped(var why) -> drop(now, from, why);
        case Intake.Result.Taken(var request) when request.code() == Code.STATUS_SERVER ->
            status(now, client, request, purpose)
                .ifPresent(reply -> outlet.send(reply.toBytes(), from));
        case Intake.Result.Taken(var request) -> exchange(now, client, request, from, outlet);
      }
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("server", now.name())
          .addKeyValue("client", client.name())
          .setCause(e)
          .log("request-failed");
    } finally {
      inFlight.leave(from.getAddress());
    }
  }

  /** RFC 5997 section 4.2: silence says that this server is not to be asked. */
  private Optional<RadiusPacket> status(
      ServerPlan now, Client client, RadiusPacket request, Purpose purpose) {
    boolean able = purpose == Purpose.ACCOUNTING || client.available().getAsBoolean();
    metrics.status(now.name(), able);
    if (!able) {
      return Optional.empty();
    }
    var code =
        switch (purpose) {
          case AUTHENTICATION -> Code.ACCESS_ACCEPT;
          case ACCOUNTING -> Code.ACCOUNTING_RESPONSE;
        };
    return Optional.of(RadiusPacketEncoder.reply(request, code, List.of(), client.secret()));
  }

  private void exchange(
      ServerPlan now, Client client, RadiusPacket request, InetSocketAddress from, Outlet outlet) {
    var key = Exchanges.Key.of(from.getAddress(), request);
    switch (exchanges.arrive(key, from)) {
      case Exchanges.Arrival.InHand() -> metrics.repeated(now.name(), "in-hand");
      case Exchanges.Arrival.Repeated(var reply) -> {
        metrics.repeated(now.name(), "answered");
        outlet.send(reply, from);
      }
      case Exchanges.Arrival.New(var exchange) -> {
        var reply = decided(now, client, request, from.getAddress(), exchange);
        var remember = now.settings().limits().remember();
        reply.ifPresent(
            octets ->
                exchanges
                    .finish(exchange, octets, remember)
                    .forEach(path -> outlet.send(octets, path)));
      }
    }
  }

  /** The reply's octets. Without one, the request is forgotten: its repetition is a new try. */
  private Optional<byte[]> decided(
      ServerPlan now,
      Client client,
      RadiusPacket request,
      InetAddress from,
      Exchanges.Exchange exchange) {
    Optional<byte[]> reply = Optional.empty();
    try {
      reply =
          (request.code() == Code.ACCOUNTING_REQUEST
                  ? Optional.of(accounting.answer(now, client, request, from))
                  : access.answer(now, client, request, from))
              .map(RadiusPacket::toBytes);
      return reply;
    } finally {
      if (reply.isEmpty()) {
        exchanges.abandon(exchange);
      }
    }
  }

  private void drop(ServerPlan now, InetSocketAddress from, Refusal why) {
    metrics.refused(now.name(), why.word());
    if (refusals.count(why)) {
      LOG.atWarn()
          .addKeyValue("server", now.name())
          .addKeyValue("from", from.getAddress().getHostAddress())
          .addKeyValue("cause", why.word())
          .log("datagram-dropped");
    }
  }
}
