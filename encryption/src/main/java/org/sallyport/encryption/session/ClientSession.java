package org.sallyport.encryption.session;

import org.sallyport.web.route.Caller;

/**
 * Which client asks, and whose it is.
 *
 * @param client {@code c_…}
 * @param consumer {@code u_…}
 */
public record ClientSession(String client, String consumer) {
  private static final String ROLE = "client";

  /**
   * Of a caller that came with a session.
   *
   * @throws IllegalStateException for a caller of an open route
   */
  public static ClientSession of(Caller caller) {
    if (!caller.role().equals(ROLE)) {
      throw new IllegalStateException("the route is open: nobody has shown who they are");
    }
    return new ClientSession(caller.name(), caller.tenant());
  }

  /** As handlers are told of it. */
  public Caller caller() {
    return new Caller(consumer, client, ROLE);
  }

  /** As the audit trail names it. */
  public String actor() {
    return "client " + client;
  }
}
