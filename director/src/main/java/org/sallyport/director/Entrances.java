package org.sallyport.director;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.director.log.DirectorEvent;
import org.sallyport.director.log.EventLog;
import org.sallyport.director.radius.Affinities;
import org.sallyport.director.radius.RadiusDoor;
import org.sallyport.director.reception.Directory;
import org.sallyport.director.reception.Entrance;
import org.sallyport.director.service.Service;
import org.sallyport.director.settings.ListenAddress;
import org.sallyport.director.settings.ServiceSettings;
import org.sallyport.net.loop.Listener;
import org.sallyport.net.loop.Loops;

/** The addresses that are listened on. One thread at a time, except {@link #bound}. */
final class Entrances {
  private final Loops loops;
  private final EventLog events;
  private volatile Map<Place, Open> open = Map.of();

  /**
   * What has one listener: an address that services share, or, where the system chooses the port,
   * one entry of one service's list.
   *
   * @param owner the service and the number of its entry; empty for an address that is shared
   */
  private record Place(ListenAddress address, String owner) {
    static List<Place> of(String service, ServiceSettings settings) {
      var places = new ArrayList<Place>();
      for (var address : settings.listen()) {
        boolean own = address.address().port() == 0;
        places.add(new Place(address, own ? service + " " + places.size() : ""));
      }
      return places;
    }
  }

  private final Map<String, Affinities> affinities = new ConcurrentHashMap<>();

  /** A bound address, and what takes what comes to it. */
  private record Open(Listener listener, Way way) {}

  /** Where connections or datagrams are led. */
  private sealed interface Way {
    record Connections(Entrance entrance) implements Way {}

    record Datagrams(RadiusDoor door) implements Way {}
  }

  /** Listeners that are bound for a configuration that is not in force yet. */
  static final class Prepared {
    private final Map<Place, Open> opened = new LinkedHashMap<>();

    /** Gives the addresses back. */
    void abandon() {
      opened.values().forEach(one -> one.listener().close());
    }
  }

  Entrances(Loops loops, EventLog events) {
    this.loops = loops;
    this.events = events;
  }

  /** Binds the addresses that are new; what cannot be bound is added to {@code problems}. */
  Prepared prepare(Map<String, ServiceSettings> services, List<String> problems) {
    var prepared = new Prepared();
    services.forEach(
        (name, settings) ->
            Place.of(name, settings).forEach(place -> prepare(place, prepared, problems)));
    return prepared;
  }

  private void prepare(Place place, Prepared prepared, List<String> problems) {
    if (open.containsKey(place) || prepared.opened.containsKey(place)) {
      return;
    }
    try {
      prepared.opened.put(place, listen(place.address()));
    } catch (IOException e) {
      problems.add(place.address() + ": " + e.getMessage());
    }
  }

  private Open listen(ListenAddress address) throws IOException {
    var at = new InetSocketAddress(address.address().host(), address.address().port());
    if (address.udp()) {
      var door = new RadiusDoor();
      return new Open(loops.listenDatagrams(at, door), new Way.Datagrams(door));
    }
    var entrance = new Entrance();
    return new Open(loops.listen(at, entrance), new Way.Connections(entrance));
  }

  /** Leads each address to the services that are on it now, and closes those that are on none. */
  void lead(Prepared prepared, List<Service> services) {
    var byPlace = new LinkedHashMap<Place, List<Service>>();
    for (var service : services) {
      for (var place : Place.of(service.name(), service.settings())) {
        byPlace.computeIfAbsent(place, _ -> new ArrayList<>()).add(service);
      }
    }
    var next = new LinkedHashMap<Place, Open>();
    byPlace.forEach(
        (place, here) -> {
          var one = Optional.ofNullable(open.get(place)).orElseGet(() -> fresh(prepared, place));
          lead(one.way(), place, here);
          next.put(place, one);
        });
    var former = open;
    open = Map.copyOf(next);
    byPlace.forEach(
        (place, here) -> {
          var one = prepared.opened.get(place);
          if (one != null) {
            begin(one, here);
          }
        });
    former.forEach(
        (place, one) -> {
          if (!next.containsKey(place)) {
            close(one, "no service listens here any more");
          }
        });
  }

  private void lead(Way way, Place place, List<Service> here) {
    switch (way) {
      case Way.Connections(var entrance) -> entrance.lead(new Directory(here));
      case Way.Datagrams(var door) -> {
        // The rules see to it that only one service has an address for datagrams.
        var service = here.getFirst();
        var first = Place.of(service.name(), service.settings()).getFirst();
        door.lead(
            service,
            affinities.computeIfAbsent(service.name(), _ -> new Affinities()),
            !place.equals(first));
      }
    }
  }

  private static Open fresh(Prepared prepared, Place place) {
    var one = prepared.opened.get(place);
    if (one == null) {
      throw new IllegalStateException("not prepared: " + place);
    }
    return one;
  }

  private void begin(Open one, List<Service> services) {
    one.listener().open();
    var names = String.join(", ", services.stream().map(Service::name).toList());
    events.record(new DirectorEvent.ListenerOpened(text(one), names));
  }

  /** Stops listening on every address. */
  void closeAll(String cause) {
    var former = open;
    open = Map.of();
    former.values().forEach(one -> close(one, cause));
  }

  private void close(Open one, String cause) {
    switch (one.way()) {
      case Way.Connections _ -> one.listener().close();
      // Replies leave through the socket that the request came in by.
      case Way.Datagrams(var door) -> door.drain();
    }
    events.record(new DirectorEvent.ListenerClosed(text(one), cause));
  }

  /** The addresses that a service is bound to; none while it is not. */
  List<InetSocketAddress> bound(Service service) {
    var now = open;
    return Place.of(service.name(), service.settings()).stream()
        .flatMap(place -> Optional.ofNullable(now.get(place)).stream())
        .map(one -> one.listener().address())
        .toList();
  }

  private static String text(Open one) {
    var address = one.listener().address();
    var text = address.getAddress().getHostAddress() + ":" + address.getPort();
    return one.way() instanceof Way.Datagrams ? text + "/udp" : text;
  }
}
