package org.sallyport.encryption.api;

import org.sallyport.encryption.Domain;
import org.sallyport.web.api.ApiGate;
import org.sallyport.web.api.Arrival;
import org.sallyport.web.route.Access;
import org.sallyport.web.route.Caller;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Route;

/** Lets in whoever a route is for, once the vault is open. Any thread. */
final class ClientGate implements ApiGate {
  /** RFC 9110 section 15.6.4: the client asks the next server meanwhile. */
  private static final Problem LOCKED =
      new Problem(
              503,
              "locked",
              "The server is locked",
              "its administrator has to unlock it; try again")
          .withHeader("Retry-After", "10");

  private static final Caller ANYBODY = new Caller("", "anybody", "");

  private final Domain domain;

  ClientGate(Domain domain) {
    this.domain = domain;
  }

  @Override
  public Entry admit(Route route, Arrival arrival) {
    if (!domain.vault().isOpen()) {
      return new Entry.Out(LOCKED);
    }
    if (route.access() == Access.OPEN) {
      return new Entry.In(ANYBODY);
    }
    return new Entry.Out(
        new Problem(401, "session", "A session is needed", "open one with POST /v1/sessions"));
  }
}
