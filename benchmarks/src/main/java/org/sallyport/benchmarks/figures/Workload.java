package org.sallyport.benchmarks.figures;

import java.util.List;
import org.sallyport.benchmarks.peers.Mode;

/**
 * A kind of traffic at a rate that every peer sustains.
 *
 * @param title what the report calls it
 * @param path what is asked of the origin
 * @param newConnectionEach whether each request opens a connection
 * @param clearRate requests a second without TLS
 * @param tlsRate requests a second with TLS
 */
public record Workload(
    String title, String path, boolean newConnectionEach, int clearRate, int tlsRate) {
  /** Connections kept open, or open at once at most. */
  public static final int CONNECTIONS = 64;

  /** 1 KiB over connections that stay. */
  public static final Workload SMALL = new Workload("1 KiB", "/1k", false, 8_000, 6_000);

  /** 64 KiB over connections that stay. */
  public static final Workload LARGE = new Workload("64 KiB", "/64k", false, 2_000, 1_500);

  /** 1 KiB, each over a connection of its own. */
  public static final Workload CONNECT =
      new Workload("1 KiB, new connection", "/1k", true, 1_500, 400);

  /** All three. */
  public static final List<Workload> ALL = List.of(SMALL, LARGE, CONNECT);

  /** The rate in a mode. */
  public int rate(Mode mode) {
    return mode.clientTls() ? tlsRate : clearRate;
  }
}
