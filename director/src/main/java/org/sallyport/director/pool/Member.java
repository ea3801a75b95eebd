package org.sallyport.director.pool;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.kernel.HostPort;

/**
 * A member of a pool, alive from the reload that brought it to the one that takes it away: as long
 * as name and address stay, it is the same object. Any thread may read; its pool alone changes the
 * status.
 */
public final class Member {
  private final String pool;
  private final String name;
  private final int index;
  private final MemberTraffic traffic = new MemberTraffic();
  private final LatencyRecorder latency = new LatencyRecorder();
  private final MemberSessions sessions = new MemberSessions(this);
  private volatile MemberSettings settings;
  private volatile InetSocketAddress address;
  private volatile MemberStatus status;

  Member(String pool, String name, int index, MemberSettings settings, Instant now) {
    this.pool = pool;
    this.name = name;
    this.index = index;
    this.settings = settings;
    this.address = unresolved(settings.address());
    this.status =
        new MemberStatus(
            Health.UNCHECKED, initial(settings), now, "not checked yet", "initial of the file");
  }

  /** The pool's name. */
  public String pool() {
    return pool;
  }

  /** The key under {@code members}. */
  public String name() {
    return name;
  }

  /** 0 to 63, unlike that of any other member now in the pool; the bit of {@code tried}. */
  public int index() {
    return index;
  }

  /** {@code 1L << index()}. */
  public long bit() {
    return 1L << index;
  }

  /** What the file says about it now. */
  public MemberSettings settings() {
    return settings;
  }

  /** Its share, 1 where none is given. */
  public int weight() {
    return settings.weight().orElse(1);
  }

  /** Where it is. Unresolved until {@link #resolved} unless the file has a literal address. */
  public InetSocketAddress address() {
    return address;
  }

  /** Says where the name points now. */
  public void resolved(InetSocketAddress found) {
    address = found;
  }

  /** Its state and why it is in it. */
  public MemberStatus status() {
    return status;
  }

  /** Counters and gauges. */
  public MemberTraffic traffic() {
    return traffic;
  }

  /** From the request given to the answer begun; where bytes are relayed, how long to connect. */
  public LatencyRecorder latency() {
    return latency;
  }

  /** What is alive on it. */
  public MemberSessions sessions() {
    return sessions;
  }

  void settings(MemberSettings changed) {
    settings = changed;
  }

  void status(MemberStatus changed) {
    status = changed;
  }

  static Admin initial(MemberSettings settings) {
    return switch (settings.initial()) {
      case READY -> Admin.READY;
      case DRAIN -> Admin.DRAIN;
      case MAINTENANCE -> Admin.MAINTENANCE;
    };
  }

  private static InetSocketAddress unresolved(HostPort at) {
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(at.host()), at.port());
    } catch (IllegalArgumentException notLiteral) {
      return InetSocketAddress.createUnresolved(at.host(), at.port());
    }
  }

  @Override
  public String toString() {
    return pool + "/" + name;
  }
}
