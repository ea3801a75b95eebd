package org.sallyport.web.route;

/**
 * The request methods that routes use (RFC 9110 section 9.3, RFC 5789). A GET also answers HEAD.
 */
public enum Method {
  /** Reads. */
  GET,
  /** Does something. */
  POST,
  /** Replaces. */
  PUT,
  /** Changes some members (RFC 5789). */
  PATCH,
  /** Removes. */
  DELETE;

  /** Whether it changes nothing (RFC 9110 section 9.2.1). */
  public boolean safe() {
    return this == GET;
  }
}
