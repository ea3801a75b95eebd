package org.sallyport.director.admin.dashboard;

import org.sallyport.director.admin.ServiceView;

/** A ring of samples of one service. One thread at a time. */
final class Track {
  private static final double NANOS = 1e9;

  private final double[] connections = new double[TrafficHistory.KEPT];
  private final double[] requests = new double[TrafficHistory.KEPT];
  private final double[] bytes = new double[TrafficHistory.KEPT];
  private final double[] p99 = new double[TrafficHistory.KEPT];
  private long lastNanos;
  private long lastRequests;
  private long lastBytes;
  private boolean begun;
  private int next;
  private int filled;

  /** The first sample only tells where sums stand; rates begin with the second. */
  void add(ServiceView service, long nanoTime) {
    long requestsNow = service.requestsTotal();
    long bytesNow = service.bytesIn() + service.bytesOut();
    if (begun && nanoTime > lastNanos) {
      double seconds = (nanoTime - lastNanos) / NANOS;
      connections[next] = service.connections();
      requests[next] = rate(requestsNow - lastRequests, seconds);
      bytes[next] = rate(bytesNow - lastBytes, seconds);
      p99[next] = service.latency().p99();
      next = (next + 1) % TrafficHistory.KEPT;
      filled = Math.min(filled + 1, TrafficHistory.KEPT);
    }
    begun = true;
    lastNanos = nanoTime;
    lastRequests = requestsNow;
    lastBytes = bytesNow;
  }

  /** Sums that went back belong to a service that was made anew. */
  private static double rate(long difference, double seconds) {
    return difference < 0 ? 0 : difference / seconds;
  }

  Series series() {
    return new Series(inOrder(connections), inOrder(requests), inOrder(bytes), inOrder(p99));
  }

  private double[] inOrder(double[] ring) {
    var ordered = new double[filled];
    for (int i = 0; i < filled; i++) {
      ordered[i] = ring[Math.floorMod(next - filled + i, TrafficHistory.KEPT)];
    }
    return ordered;
  }
}
