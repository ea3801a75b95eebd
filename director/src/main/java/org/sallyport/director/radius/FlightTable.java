package org.sallyport.director.radius;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is in flight through one listener, by what tells a client's requests apart: the address and
 * port that they come from, and the identifier (RFC 2865 section 3). Loop thread only.
 *
 * <p>Thousands of flights begin and end each second, so they are chained by fields of their own and
 * used again: in steady state nothing is allocated. Anybody may send under any address, so a seed
 * keeps strangers from choosing addresses that share a chain.
 */
@SuppressWarnings("ReferenceEquality") // a flight is in the table or is not
final class FlightTable {
  private static final int FIRST_BUCKETS = 256;
  private static final int MOST_SPARE = 16_384;

  private final int seed = ThreadLocalRandom.current().nextInt();
  private final FlightQueue waiting = new FlightQueue();
  private final FlightQueue answered = new FlightQueue();
  private @Nullable Flight[] buckets = new @Nullable Flight[FIRST_BUCKETS];
  private @Nullable Flight spare;
  private int spares;
  private int size;

  /** Those that a member has and that nobody has answered, the one given first at the head. */
  FlightQueue waiting() {
    return waiting;
  }

  /** Those whose reply has left, the one answered first at the head. */
  FlightQueue answered() {
    return answered;
  }

  /** How many there are. */
  int size() {
    return size;
  }

  /** The request of a client that has the identifier, or null. */
  @Nullable Flight find(InetSocketAddress client, int identifier) {
    int hash = hash(client, identifier);
    for (var at = buckets[hash & buckets.length - 1]; at != null; at = at.inBucket) {
      if (at.hash == hash && at.identifier == identifier && at.client.equals(client)) {
        return at;
      }
    }
    return null;
  }

  /** A flight for a request whose identifier is free; it is in no queue yet. */
  Flight add(RadiusDoor.Target target, InetSocketAddress client, int identifier) {
    if (size >= buckets.length) {
      grow();
    }
    var flight = spare;
    if (flight == null) {
      flight = new Flight(target, client);
    } else {
      spare = flight.inBucket;
      spares--;
    }
    flight.client = client;
    flight.identifier = identifier;
    flight.hash = hash(client, identifier);
    link(flight);
    size++;
    return flight;
  }

  private void link(Flight flight) {
    int bucket = flight.hash & buckets.length - 1;
    flight.inBucket = buckets[bucket];
    buckets[bucket] = flight;
  }

  private void grow() {
    var former = buckets;
    buckets = new @Nullable Flight[2 * former.length];
    for (var chain : former) {
      while (chain != null) {
        var next = chain.inBucket;
        link(chain);
        chain = next;
      }
    }
  }

  /** Forgets a flight, which may stand for another request from now on. */
  void remove(Flight flight) {
    FlightQueue.leave(flight);
    unlink(flight);
    size--;
    flight.sockets().clear();
    flight.inBucket = null;
    if (spares < MOST_SPARE) {
      flight.inBucket = spare;
      spare = flight;
      spares++;
    }
  }

  private void unlink(Flight flight) {
    int bucket = flight.hash & buckets.length - 1;
    Flight before = null;
    for (var at = buckets[bucket]; at != null; at = at.inBucket) {
      if (at == flight) {
        if (before == null) {
          buckets[bucket] = at.inBucket;
        } else {
          before.inBucket = at.inBucket;
        }
        return;
      }
      before = at;
    }
    throw new IllegalStateException("a flight that is not in the table");
  }

  private int hash(InetSocketAddress client, int identifier) {
    int hash = mixed(seed, client.getPort() << 8 | identifier);
    InetAddress address = client.getAddress();
    if (address instanceof Inet4Address) {
      // The address itself (its hashCode says so).
      return mixed(hash, address.hashCode());
    }
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i += Integer.BYTES) {
      hash =
          mixed(
              hash,
              bytes[i] << 24
                  | (bytes[i + 1] & 0xFF) << 16
                  | (bytes[i + 2] & 0xFF) << 8
                  | (bytes[i + 3] & 0xFF));
    }
    return hash;
  }

  private static int mixed(int hash, int value) {
    int mixed = (hash ^ value) * 0x85EBCA6B;
    mixed = (mixed ^ mixed >>> 15) * 0xC2B2AE35;
    return mixed ^ mixed >>> 13;
  }
}
