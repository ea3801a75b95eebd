package org.sallyport.gateway;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.identity.FirstFactor;
import org.sallyport.identity.ServerStatus;
import org.sallyport.identity.UserStoreSettings;
import org.sallyport.identity.UserStores;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.TlsProblem;

/**
 * The user stores of each order that a server names them in. Lists of stores whose settings have
 * not changed keep their connections over a reload.
 */
final class Directories implements AutoCloseable {
  private final Map<List<Named>, UserStores> byOrder;

  private Directories(Map<List<Named>, UserStores> byOrder) {
    this.byOrder = byOrder;
  }

  /** A store under its name. */
  private record Named(String name, UserStoreSettings settings) {}

  static Directories none() {
    return new Directories(Map.of());
  }

  /**
   * Those that the settings name; connects to nobody.
   *
   * @param before whose stores are kept where they are the same
   * @param problems takes what is wrong
   */
  static Directories open(
      GatewaySettings settings, Directories before, InstantSource clock, List<String> problems) {
    var opened = new LinkedHashMap<List<Named>, UserStores>();
    settings.servers().values().stream()
        .map(server -> named(settings, server.stores()))
        .filter(order -> !order.isEmpty())
        .distinct()
        .forEach(
            order -> {
              var kept = before.byOrder.get(order);
              if (kept != null) {
                opened.put(order, kept);
              } else {
                load(order, clock, problems, opened);
              }
            });
    return new Directories(opened);
  }

  private static void load(
      List<Named> order,
      InstantSource clock,
      List<String> problems,
      Map<List<Named>, UserStores> opened) {
    var byName = new LinkedHashMap<String, UserStoreSettings>();
    order.forEach(store -> byName.put(store.name(), store.settings()));
    switch (UserStores.open(byName, clock)) {
      case Loaded.Ready<UserStores>(var stores, _) -> opened.put(order, stores);
      case Loaded.Refused<UserStores>(var why) ->
          why.stream()
              .map(TlsProblem::toString)
              .forEach(text -> problems.add("gateway.user-stores: " + text));
    }
  }

  private static List<Named> named(GatewaySettings settings, List<String> names) {
    var found = new ArrayList<Named>();
    for (var name : names) {
      var store = settings.userStores().get(name);
      if (store != null) {
        found.add(new Named(name, store));
      }
    }
    return List.copyOf(found);
  }

  /** The stores of these names in this order, as one. */
  FirstFactor of(GatewaySettings settings, List<String> names) {
    var stores = byOrder.get(named(settings, names));
    if (stores == null) {
      throw new IllegalStateException("stores that were not opened: " + names);
    }
    return stores;
  }

  /** Begins to try those servers that {@code before} has not. */
  void start(Directories before) {
    byOrder.forEach(
        (order, stores) -> {
          if (before.byOrder.get(order) != stores) {
            stores.start();
          }
        });
  }

  /** Closes what {@code after} has not. */
  void closeBut(Directories after) {
    byOrder.forEach(
        (order, stores) -> {
          if (after.byOrder.get(order) != stores) {
            stores.close();
          }
        });
  }

  /** Each server once, though several orders may have it. */
  List<ServerStatus> status() {
    var seen = new LinkedHashMap<String, ServerStatus>();
    byOrder.values().stream()
        .flatMap(stores -> stores.status().stream())
        .forEach(server -> seen.putIfAbsent(server.store() + " " + server.url(), server));
    return List.copyOf(seen.values());
  }

  @Override
  public void close() {
    byOrder.values().forEach(UserStores::close);
  }
}
