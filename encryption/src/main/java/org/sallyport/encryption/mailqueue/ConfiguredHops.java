package org.sallyport.encryption.mailqueue;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.nexthop.Destination;
import org.sallyport.encryption.nexthop.NextHopSettings;
import org.sallyport.encryption.nexthop.NextHopsSettings;
import org.sallyport.net.tls.Loaded;
import org.sallyport.wire.smtp.Reply;

/** The next hops of the settings. */
public final class ConfiguredHops implements NextHops {
  private final Map<Route, Destination> destinations;

  private ConfiguredHops(Map<Route, Destination> destinations) {
    this.destinations = destinations;
  }

  /**
   * Reads the files that verify them. Blocks.
   *
   * @param self our own name, by which circles are seen
   */
  public static Loaded<NextHops> open(NextHopsSettings settings, String self) {
    Map<Route, Destination> found = new EnumMap<>(Route.class);
    return add(found, Route.INSIDE, settings.inside(), self)
        .then(_ -> add(found, Route.OUTSIDE, settings.outside(), self))
        .then(_ -> Loaded.ready(new ConfiguredHops(found)));
  }

  private static Loaded<Boolean> add(
      Map<Route, Destination> to, Route route, Optional<NextHopSettings> settings, String self) {
    if (settings.isEmpty()) {
      return Loaded.ready(false);
    }
    return Destination.open(settings.get(), self)
        .then(
            destination -> {
              to.put(route, destination);
              return Loaded.ready(true);
            });
  }

  @Override
  public Hops hops(Route route, String domain) {
    var destination = destinations.get(route);
    if (destination == null) {
      return new Hops.None(Reply.of(451, "4.3.5", "the settings have no next hop " + route.word()));
    }
    return switch (destination.servers(domain)) {
      case Destination.Servers.Found(var hops) -> new Hops.Found(hops);
      case Destination.Servers.Nowhere(var reply) -> new Hops.None(reply);
    };
  }
}
