package org.sallyport.benchmarks.load;

/**
 * What was seen between two looks at a run. Latencies are microseconds from the instant a request
 * was due to the last byte of its answer.
 *
 * @param seconds length of the window
 * @param completed requests answered with 200 and the whole body
 * @param failed requests answered otherwise, or whose connection broke
 * @param moved answers from another member than the one this client's cookie belongs to
 * @param waiting requests that were due and had no free connection when the window ended
 * @param longestGap microseconds; the longest time between two completed requests
 */
public record LoadWindow(
    double seconds,
    long completed,
    long failed,
    long moved,
    int waiting,
    double p50,
    double p99,
    double p999,
    double max,
    double longestGap) {

  /** Completed requests each second. */
  public double rate() {
    return completed / seconds;
  }
}
