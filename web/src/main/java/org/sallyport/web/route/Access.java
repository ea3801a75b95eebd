package org.sallyport.web.route;

/** Who may call a route. */
public enum Access {
  /** Everybody: probes, assets, the sign-in page. */
  OPEN,
  /**
   * Everybody who reaches a loopback listener; elsewhere whoever has a token or a session. Where
   * the route names a permission, a token or a session that has it is needed everywhere.
   */
  READ,
  /**
   * Whoever has a token; for forms of pages also whoever has a session and sends its CSRF token.
   * Either has to have the route's permission, or full access where it names none.
   */
  CHANGE
}
