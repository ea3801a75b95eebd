package org.sallyport.director;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.director.log.DirectorEvent;
import org.sallyport.director.log.EventLog;
import org.sallyport.director.reception.Directory;
import org.sallyport.director.reception.Entrance;
import org.sallyport.director.service.Service;
import org.sallyport.director.settings.ListenAddress;
import org.sallyport.net.loop.Listener;
import org.sallyport.net.loop.Loops;

/** The addresses that are listened on. One thread at a time, except {@link #bound}. */
final class Entrances {
  private final Loops loops;
  private final EventLog events;
  private volatile Map<ListenAddress, Open> open = Map.of();

  private record Open(Listener listener, Entrance entrance) {}

  /** Listeners that are bound for a configuration that is not in force yet. */
  static final class Prepared {
    private final Map<ListenAddress, Open> opened = new LinkedHashMap<>();

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
  Prepared prepare(Iterable<ListenAddress> addresses, List<String> problems) {
    var prepared = new Prepared();
    for (var address : addresses) {
      if (open.containsKey(address) || prepared.opened.containsKey(address)) {
        continue;
      }
      var entrance = new Entrance();
      try {
        var at = address.address();
        var listener = loops.listen(new InetSocketAddress(at.host(), at.port()), entrance);
        prepared.opened.put(address, new Open(listener, entrance));
      } catch (IOException e) {
        problems.add(address + ": " + e.getMessage());
      }
    }
    return prepared;
  }

  /** Leads each address to the services that are on it now, and closes those that are on none. */
  void lead(Prepared prepared, List<Service> services) {
    var byAddress = new LinkedHashMap<ListenAddress, List<Service>>();
    for (var service : services) {
      for (var address : service.settings().listen()) {
        byAddress.computeIfAbsent(address, _ -> new ArrayList<>()).add(service);
      }
    }
    var next = new LinkedHashMap<ListenAddress, Open>();
    byAddress.forEach(
        (address, here) -> {
          var one =
              Optional.ofNullable(open.get(address)).orElseGet(() -> fresh(prepared, address));
          one.entrance().lead(new Directory(here));
          next.put(address, one);
        });
    var former = open;
    open = Map.copyOf(next);
    byAddress.forEach(
        (address, here) -> {
          var one = prepared.opened.get(address);
          if (one != null) {
            begin(one, here);
          }
        });
    former.forEach(
        (address, one) -> {
          if (!next.containsKey(address)) {
            close(one, "no service listens here any more");
          }
        });
  }

  private static Open fresh(Prepared prepared, ListenAddress address) {
    var one = prepared.opened.get(address);
    if (one == null) {
      throw new IllegalStateException("not prepared: " + address);
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
    one.listener().close();
    events.record(new DirectorEvent.ListenerClosed(text(one), cause));
  }

  /** The address that a configured one is bound to; empty while it is not. */
  Optional<InetSocketAddress> bound(ListenAddress address) {
    return Optional.ofNullable(open.get(address)).map(one -> one.listener().address());
  }

  private static String text(Open one) {
    var address = one.listener().address();
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
