package org.sallyport.director.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a member has carried and carries now. Any thread; nothing here locks or allocates.
 *
 * <p>A request is one of HTTP, or one relayed connection for as long as it lasts. Bytes in go from
 * the client to the member, bytes out come back.
 */
public final class MemberTraffic {
  private final LongAdder connections = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder connectFailures = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final AtomicInteger openConnections = new AtomicInteger();
  private final AtomicInteger openRequests = new AtomicInteger();

  MemberTraffic() {}

  /** A connection to the member is established. */
  public void connectionOpened() {
    connections.increment();
    openConnections.incrementAndGet();
  }

  /** Such a connection is gone. */
  public void connectionClosed() {
    openConnections.decrementAndGet();
  }

  /** A request was given to the member. */
  public void requestBegan() {
    requests.increment();
    openRequests.incrementAndGet();
  }

  /** Such a request is over, well or badly. */
  public void requestEnded() {
    openRequests.decrementAndGet();
  }

  /** Bytes went from a client to the member. */
  public void addBytesIn(long count) {
    bytesIn.add(count);
  }

  /** Bytes went from the member to a client. */
  public void addBytesOut(long count) {
    bytesOut.add(count);
  }

  /** A connection was refused or timed out. */
  public void connectFailed() {
    connectFailures.increment();
  }

  /** A request left this member for another one. */
  public void retried() {
    retries.increment();
  }

  /** Connections established now, idle ones included. */
  public int openConnections() {
    return openConnections.get();
  }

  /** Requests in hand now: the load that {@code least-connections} compares. */
  public int openRequests() {
    return openRequests.get();
  }

  /** Sums at this moment; weakly consistent while traffic runs. */
  public Totals totals() {
    return new Totals(
        connections.sum(),
        requests.sum(),
        bytesIn.sum(),
        bytesOut.sum(),
        connectFailures.sum(),
        retries.sum());
  }

  /**
   * Sums since the member was made.
   *
   * @param connections established to the member
   * @param requests given to the member, relayed connections included
   * @param bytesIn from clients
   * @param bytesOut to clients
   * @param connectFailures refused or timed out
   * @param retries that left for another member
   */
  public record Totals(
      long connections,
      long requests,
      long bytesIn,
      long bytesOut,
      long connectFailures,
      long retries) {}
}
