package org.sallyport.director.persistence;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The entries of one service: how long they last, and the members they name. One object for the
 * name of a service, whatever the reloads.
 */
final class Scope {
  private final String service;
  private final Map<String, Binding> bindings = new ConcurrentHashMap<>();
  private volatile Lifetime lifetime = Lifetime.DEFAULT;

  Scope(String service) {
    this.service = service;
  }

  String service() {
    return service;
  }

  Lifetime lifetime() {
    return lifetime;
  }

  void lifetime(Lifetime changed) {
    lifetime = changed;
  }

  Binding binding(String member) {
    var known = bindings.get(member);
    return known != null
        ? known
        : bindings.computeIfAbsent(member, name -> new Binding(this, name));
  }
}
