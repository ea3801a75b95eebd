package org.sallyport.director.radius;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Admin;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.settings.RadiusSettings;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.PacketView;

/**
 * What a request is recognised by: its State, which names the member that challenged; else its
 * Calling-Station-Id, else its User-Name. Loop thread only.
 *
 * <p>A State leads to its member for as long as that takes anybody. The others only spare members
 * from learning the same person anew, so they do not hold a member back that is being drained.
 */
final class Conversation {
  private static final long NONE = 0;

  private Conversation() {}

  /** Notes in the flight what its request, which the packet is, is recognised by. */
  static void read(Flight flight, PacketView packet, byte[] bytes) {
    flight.state = NONE;
    flight.person = NONE;
    if (packet.code() == Code.STATUS_SERVER) {
      return;
    }
    var affinities = flight.target.affinities();
    flight.state = hash(affinities, AttributeType.STATE, packet, bytes);
    if (settings(flight).affinity().toMillis() > 0) {
      var person =
          packet.has(AttributeType.CALLING_STATION_ID)
              ? AttributeType.CALLING_STATION_ID
              : AttributeType.USER_NAME;
      flight.person = hash(affinities, person, packet, bytes);
    }
  }

  private static long hash(
      Affinities affinities, AttributeType type, PacketView packet, byte[] bytes) {
    return packet.has(type)
        ? affinities.hash(type.number(), bytes, packet.valueOffset(type), packet.valueLength(type))
        : NONE;
  }

  private static RadiusSettings settings(Flight flight) {
    return flight.service().settings().radius();
  }

  /** The member that it is with, or null. */
  static @Nullable Member member(Flight flight, long now) {
    var affinities = flight.target.affinities();
    Pool pool = flight.service().pool();
    if (flight.state != NONE) {
      var challenger = affinities.find(flight.state, pool, now);
      if (challenger != null) {
        return challenger;
      }
    }
    var known = flight.person == NONE ? null : affinities.find(flight.person, pool, now);
    return known != null && known.status().admin() == Admin.READY ? known : null;
  }

  /** Notes that it is with that member now. */
  static void isWith(Flight flight, Member member, long now) {
    if (flight.person != NONE) {
      long seconds = Math.max(1, settings(flight).affinity().toSeconds());
      flight.target.affinities().pin(flight.person, member, now, seconds);
    }
  }

  /** Notes the State that the member has given in a challenge. */
  static void challenged(Flight flight, Member member, PacketView reply, byte[] bytes, long now) {
    var affinities = flight.target.affinities();
    long given = hash(affinities, AttributeType.STATE, reply, bytes);
    if (given != NONE) {
      long millis = settings(flight).challenge().toMillis();
      affinities.pin(given, member, now, Math.max(1, TimeUnit.MILLISECONDS.toSeconds(millis)));
    }
  }
}
