package org.sallyport.web.route;

/** Who may call a route. */
public enum Access {
  /** Everybody: probes, assets, the sign-in page. */
  OPEN,
  /** Everybody who reaches a loopback listener; elsewhere whoever has the token or a session. */
  READ,
  /**
   * Whoever has the token; for forms of pages also whoever has a session and sends its CSRF token.
   */
  CHANGE
}
