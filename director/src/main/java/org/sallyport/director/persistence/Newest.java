package org.sallyport.director.persistence;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The page of the most recently used among any number of entries, in bounded memory. */
final class Newest {
  private static final int REACH = 10_000;
  private static final Comparator<Used> BY_USE = Comparator.comparingLong(Used::at);

  private final int offset;
  private final int last;
  private final PriorityQueue<Used> kept = new PriorityQueue<>(BY_USE);
  private int total;

  Newest(int offset, int limit) {
    this.offset = Math.clamp(offset, 0, REACH);
    this.last = Math.clamp((long) this.offset + Math.max(0, limit), 0, REACH);
  }

  void offer(AffinityEntry entry) {
    total++;
    kept.add(new Used(entry, entry.used()));
    if (kept.size() > last) {
      kept.poll();
    }
  }

  AffinityTable.Page page() {
    List<AffinityTable.Row> rows =
        kept.stream()
            .sorted(BY_USE.reversed())
            .skip(offset)
            .map(used -> AffinityTable.Row.of(used.entry()))
            .toList();
    return new AffinityTable.Page(rows, total);
  }

  /** The time is taken once, so that the order stays an order while sessions go on. */
  private record Used(AffinityEntry entry, long at) {}
}
