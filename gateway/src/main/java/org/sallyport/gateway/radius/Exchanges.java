package org.sallyport.gateway.radius;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sallyport.wire.radius.RadiusPacket;

/**
 * Requests in hand, and answers that were given lately, so that a repetition is recognised (RFC
 * 5080 section 2.2.2): one in hand is absorbed, one that was answered gets the same octets again.
 * Safe for use by several threads; nothing blocks.
 *
 * <p>A request is known by the client's address, the identifier and the authenticator. The port is
 * left out: a client that comes through a load balancer may come from another one when it repeats.
 */
final class Exchanges {
  private static final int MOST_PATHS = 4;

  private final ConcurrentMap<Key, Exchange> known = new ConcurrentHashMap<>();
  private final Queue<Exchange> answered = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final InstantSource clock;
  private final int most;

  /**
   * Nothing known yet.
   *
   * @param most answers that are kept; the oldest leave first
   */
  Exchanges(InstantSource clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  /** What tells requests apart; the authenticator as two numbers. */
  record Key(InetAddress client, int code, int identifier, long high, long low) {
    static Key of(InetAddress client, RadiusPacket request) {
      var authenticator = ByteBuffer.wrap(request.authenticator());
      return new Key(
          client,
          request.code().number(),
          request.identifier(),
          authenticator.getLong(),
          authenticator.getLong());
    }
  }

  /** What a request is. */
  sealed interface Arrival {
    /** One that was not seen: to be decided, then finished or abandoned. */
    record New(Exchange exchange) implements Arrival {}

    /** A repetition of one in hand, whose answer will go out when there is one. */
    record InHand() implements Arrival {}

    /** A repetition of one that was answered. */
    @SuppressWarnings("ArrayRecordComponent") // arrivals are never compared
    record Repeated(byte[] reply) implements Arrival {}
  }

  /** A request from its arrival until its answer is forgotten. */
  static final class Exchange {
    private final Key key;
    private final List<InetSocketAddress> paths = new ArrayList<>(1);
    private byte @Nullable [] reply;
    private long forgetMillis;

    private Exchange(Key key, InetSocketAddress from) {
      this.key = key;
      paths.add(from);
    }

    private synchronized Arrival again(InetSocketAddress from) {
      if (reply != null) {
        return new Arrival.Repeated(reply.clone());
      }
      if (!paths.contains(from) && paths.size() < MOST_PATHS) {
        paths.add(from);
      }
      return new Arrival.InHand();
    }

    private synchronized List<InetSocketAddress> answer(byte[] octets, long until) {
      reply = octets.clone();
      forgetMillis = until;
      return List.copyOf(paths);
    }
  }

  Arrival arrive(Key key, InetSocketAddress from) {
    var fresh = new Exchange(key, from);
    var before = known.putIfAbsent(key, fresh);
    return before == null ? new Arrival.New(fresh) : before.again(from);
  }

  /**
   * Keeps the answer for a while.
   *
   * @return where to send it: each port that the request came from
   */
  List<InetSocketAddress> finish(Exchange exchange, byte[] reply, Duration remember) {
    long now = clock.millis();
    var paths = exchange.answer(reply, now + remember.toMillis());
    answered.add(exchange);
    answers.incrementAndGet();
    forget(now);
    return paths;
  }

  /** Forgets a request that gets no answer, so that its repetition is a new try. */
  void abandon(Exchange exchange) {
    known.remove(exchange.key, exchange);
  }

  private void forget(long now) {
    var oldest = answered.peek();
    while (oldest != null && (oldest.forgetMillis <= now || answers.get() > most)) {
      if (answered.remove(oldest)) {
        answers.decrementAndGet();
        known.remove(oldest.key, oldest);
      }
      oldest = answered.peek();
    }
  }

  int size() {
    return known.size();
  }
}
