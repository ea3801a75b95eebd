package org.sallyport.benchmarks.load;

import java.net.InetSocketAddress;

/**
 * What is asked, how often and over which connections.
 *
 * @param target where to connect
 * @param tls whether to speak TLS 1.3
 * @param host the Host header and the TLS server name
 * @param path the path that is asked for
 * @param connections connections held open, or at most open at once when each request has its own
 * @param requestsPerSecond the fixed rate, all connections together; 0 opens the connections only
 * @param newConnectionEach whether each request opens a connection and closes it after the answer
 */
public record LoadPlan(
    InetSocketAddress target,
    boolean tls,
    String host,
    String path,
    int connections,
    int requestsPerSecond,
    boolean newConnectionEach) {

  /** Checks the numbers. */
  public LoadPlan {
    if (connections < 1 || requestsPerSecond < 0) {
      throw new IllegalArgumentException("at least one connection and no negative rate");
    }
  }
}
