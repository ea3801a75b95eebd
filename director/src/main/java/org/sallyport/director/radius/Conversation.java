package org.sallyport.director.radius;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Admin;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.Service;
import org.sallyport.director.settings.RadiusSettings;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.PacketView;

/**
 * What a request is recognised by: its State, which names the member that challenged; else its
 * Calling-Station-Id, else its User-Name.
 *
 * <p>A State leads to its member for as long as that takes anybody. The others only spare members
 * from learning the same person anew, so they do not hold a member back that is being drained.
 */
final class Conversation {
  private static final long NONE = 0;

  private final Affinities affinities;
  private final Service service;
  private final long state;
  private final long person;

  private Conversation(Affinities affinities, Service service, long state, long person) {
    this.affinities = affinities;
    this.service = service;
    this.state = state;
    this.person = person;
  }

  /** The conversation that a request belongs to. */
  static Conversation of(Affinities affinities, Service service, PacketView packet, byte[] bytes) {
    if (packet.code() == Code.STATUS_SERVER) {
      return new Conversation(affinities, service, NONE, NONE);
    }
    var person =
        packet.has(AttributeType.CALLING_STATION_ID)
            ? AttributeType.CALLING_STATION_ID
            : AttributeType.USER_NAME;
    boolean kept = settings(service).affinity().toMillis() > 0;
    return new Conversation(
        affinities,
        service,
        hash(affinities, AttributeType.STATE, packet, bytes),
        kept ? hash(affinities, person, packet, bytes) : NONE);
  }

  private static long hash(
      Affinities affinities, AttributeType type, PacketView packet, byte[] bytes) {
    return packet.has(type)
        ? affinities.hash(type.number(), bytes, packet.valueOffset(type), packet.valueLength(type))
        : NONE;
  }

  private static RadiusSettings settings(Service service) {
    return service.settings().radius();
  }

  /** The member that it is with, or null. */
  @Nullable Member member(long now) {
    if (state != NONE) {
      var challenger = affinities.find(state, service.pool(), now);
      if (challenger != null) {
        return challenger;
      }
    }
    var known = person == NONE ? null : affinities.find(person, service.pool(), now);
    return known != null && known.status().admin() == Admin.READY ? known : null;
  }

  /** Notes that it is with that member now. */
  void isWith(Member member, long now) {
    if (person != NONE) {
      long seconds = Math.max(1, settings(service).affinity().toSeconds());
      affinities.pin(person, member, now, seconds);
    }
  }

  /** Notes the State that the member has given in a challenge. */
  void challenged(Member member, PacketView reply, byte[] bytes, long now) {
    long given = hash(affinities, AttributeType.STATE, reply, bytes);
    if (given != NONE) {
      long millis = settings(service).challenge().toMillis();
      affinities.pin(given, member, now, Math.max(1, TimeUnit.MILLISECONDS.toSeconds(millis)));
    }
  }
}
