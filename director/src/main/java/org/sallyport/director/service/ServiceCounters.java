package org.sallyport.director.service;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.wire.radius.Code;

/** What a service has counted since the process started; it survives reloads. Any thread. */
@SuppressWarnings("EnumOrdinal") // one counter for each constant; nothing outlives the process
public final class ServiceCounters {
  private static final int STATUS_CLASSES = 6;

  private final AtomicInteger active = new AtomicInteger();
  private final LongAdder connections = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder[] refusals = adders(Refusal.values().length);
  private final LongAdder[] statuses = adders(STATUS_CLASSES);
  private final LongAdder[] replies = adders(Code.values().length);

  private static LongAdder[] adders(int count) {
    var adders = new LongAdder[count];
    for (int i = 0; i < count; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  /** Counts a client connection that begins; returns how many are open with it. */
  int opened() {
    connections.increment();
    return active.incrementAndGet();
  }

  void closed() {
    active.decrementAndGet();
  }

  /** Counts a client that was turned away. */
  public void refused(Refusal reason) {
    refusals[reason.ordinal()].increment();
  }

  /** Counts an answered request. */
  public void answered(int status) {
    requests.increment();
    statuses[Math.clamp(status / 100, 0, STATUS_CLASSES - 1)].increment();
  }

  /** Counts a RADIUS reply that a client was sent. */
  public void replied(Code code) {
    replies[code.ordinal()].increment();
  }

  /** Counts a request or connection that went to another member after one failed. */
  public void retried() {
    retries.increment();
  }

  /** Counts bytes from clients. */
  public void received(long bytes) {
    bytesIn.add(bytes);
  }

  /** Counts bytes to clients. */
  public void sent(long bytes) {
    bytesOut.add(bytes);
  }

  /** RADIUS replies of that kind since the start. */
  public long replies(Code code) {
    return replies[code.ordinal()].sum();
  }

  /** Client connections that are open. */
  public int active() {
    return active.get();
  }

  /** Client connections since the start. */
  public long connections() {
    return connections.sum();
  }

  /** Requests answered since the start. */
  public long requests() {
    return requests.sum();
  }

  /** Retries since the start. */
  public long retries() {
    return retries.sum();
  }

  /** Bytes from clients since the start. */
  public long bytesIn() {
    return bytesIn.sum();
  }

  /** Bytes to clients since the start. */
  public long bytesOut() {
    return bytesOut.sum();
  }

  /** Clients turned away for {@code reason} since the start. */
  public long turnedAway(Refusal reason) {
    return refusals[reason.ordinal()].sum();
  }

  /**
   * Answers whose status begins with that digit.
   *
   * @param statusClass 1 to 5
   */
  public long answeredWith(int statusClass) {
    return statuses[statusClass].sum();
  }
}
