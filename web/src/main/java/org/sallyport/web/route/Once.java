package org.sallyport.web.route;

/**
 * That a request shall have its effect once, however often it comes.
 *
 * @param key the Idempotency-Key, {@code [0-9A-Za-z_-]{16,64}}
 * @param request all that makes two requests the same; it may hold secrets and is not to be kept as
 *     it is
 */
public record Once(String key, String request) {
  /** The key, and nothing of the request. */
  @Override
  public String toString() {
    return "Once[" + key + "]";
  }
}
