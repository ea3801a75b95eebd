package org.sallyport.web.route;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.web.json.Members;
import org.sallyport.web.session.Principal;
import org.sallyport.web.session.Session;

/** A request that was let in. Belongs to the handler's thread. */
public interface Request {

  /**
   * A segment of the path, decoded.
   *
   * @throws IllegalArgumentException for a name that the route has not declared
   */
  String path(String name);

  /** The first value of that name in the query; empty where it is absent or blank. */
  Optional<String> query(String name);

  /** The first value of that name in a form; empty where it is absent or blank. */
  Optional<String> form(String name);

  /**
   * The body as JSON. A body that is none, or not of this shape, ends the request with problem 400
   * or 415.
   */
  <T> T json(Class<T> type);

  /**
   * The body as a JSON object, read member by member: what {@code reading} does not ask for, or
   * finds wrong, ends the request with problem 400 or 415 that names the member.
   */
  <T> T json(Function<Members, T> reading);

  /** The body as it was sent, empty where there is none; not to be written to. */
  byte[] bytes();

  /** A header's first value. */
  Optional<String> header(String name);

  /** The Idempotency-Key of a route that takes one, where it was sent. */
  Optional<Once> once();

  /** The host that was asked, without a port; empty where the request does not say. */
  default Optional<String> host() {
    return header("Host").map(host -> host.replaceFirst(":[0-9]*$", ""));
  }

  /** Where the connection comes from. */
  InetAddress remote();

  /** The browser session, where one is open. */
  Optional<Session> session();

  /** Whoever asks, as the server's gate found out. */
  Caller caller();

  /**
   * Whoever asks, for event logs: {@code 127.0.0.1 (API)} or {@code 127.0.0.1 (dashboard)}, with an
   * administrator's name before it.
   */
  String actor();

  /** Whose token or session it is, where there is one. */
  default Optional<Principal> principal() {
    return session().map(Session::principal);
  }

  /**
   * The CSRF token for a form that needs that permission; empty where the form would be refused, so
   * that a page shows none.
   */
  default Optional<String> csrf(String permission) {
    return principal()
        .filter(who -> who.may(permission))
        .flatMap(_ -> session())
        .map(Session::csrf);
  }
}
