package org.sallyport.director;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.sallyport.director.pool.LatencySnapshot;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.PoolSet;

/** What members' latencies were within the last minute. Any thread. */
final class RecentLatency {
  /** With a sample every ten seconds, the oldest is 50 to 60 seconds old. */
  private static final int SAMPLES = 6;

  private final PoolSet pools;
  private final ArrayDeque<Map<Member, LatencySnapshot>> samples = new ArrayDeque<>(SAMPLES);

  RecentLatency(PoolSet pools) {
    this.pools = pools;
  }

  /** Notes the counts of this moment; called every ten seconds. */
  void sample() {
    var sample = new HashMap<Member, LatencySnapshot>();
    for (var pool : pools.pools()) {
      for (var member : pool.members()) {
        sample.put(member, member.latency().snapshot());
      }
    }
    synchronized (this) {
      if (samples.size() == SAMPLES) {
        samples.removeFirst();
      }
      samples.addLast(sample);
    }
  }

  /** What all of them took together; for a member that is younger than a minute, since it came. */
  LatencySnapshot of(Collection<Member> members) {
    var oldest = oldest();
    var sum = LatencySnapshot.NOTHING;
    for (var member : members) {
      var now = member.latency().snapshot();
      var then = oldest.get(member);
      sum = sum.plus(then == null ? now : now.since(then));
    }
    return sum;
  }

  private synchronized Map<Member, LatencySnapshot> oldest() {
    var first = samples.peekFirst();
    return first == null ? Map.of() : first;
  }
}
