package org.sallyport.director.admin;

/**
 * How long answers took lately (the last minute or so), in milliseconds: HTTP from the request's
 * head to the response's, otherwise the time to connect. Zero where nothing was measured.
 *
 * @param p50 half stayed below it
 * @param p99 99 of 100 stayed below it
 */
public record LatencyView(double p50, double p99) {
  /** Nothing was measured. */
  public static final LatencyView NONE = new LatencyView(0, 0);
}
