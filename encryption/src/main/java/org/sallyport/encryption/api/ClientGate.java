package org.sallyport.encryption.api;

import org.sallyport.encryption.Domain;
import org.sallyport.encryption.session.Admission;
import org.sallyport.web.api.ApiGate;
import org.sallyport.web.api.Arrival;
import org.sallyport.web.route.Access;
import org.sallyport.web.route.Caller;
import org.sallyport.web.route.Route;

/**
 * Lets in whoever a route is for, once the vault is open: everybody to open routes, whose handlers
 * look at signatures themselves; to all others the clients that hold a session. Asks no store. Any
 * thread.
 */
final class ClientGate implements ApiGate {
  private static final String SCHEME = "Bearer ";
  private static final Caller ANYBODY = new Caller("", "anybody", "");

  private final Domain domain;

  ClientGate(Domain domain) {
    this.domain = domain;
  }

  @Override
  public Entry admit(Route route, Arrival arrival) {
    if (!domain.vault().isOpen()) {
      return new Entry.Out(ClientProblems.LOCKED);
    }
    if (route.access() == Access.OPEN) {
      return new Entry.In(ANYBODY);
    }
    var header = arrival.header("Authorization").orElse("");
    // RFC 9110 section 11.1: the name of a scheme has no case.
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Entry.Out(ClientProblems.SESSION);
    }
    return switch (domain.sessions().admit(header.substring(SCHEME.length()).strip())) {
      case Admission.In(var session) -> new Entry.In(session.caller());
      case Admission.Out _ -> new Entry.Out(ClientProblems.SESSION);
      case Admission.Unknown _ -> new Entry.Out(ClientProblems.UNWELL);
    };
  }
}
