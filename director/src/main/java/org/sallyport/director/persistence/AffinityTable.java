package org.sallyport.director.persistence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sessions and their members, bounded: those that were not used for long leave first. Any thread.
 *
 * <p>The bound holds for each of up to 64 segments, among which keyed hashes are spread evenly.
 */
public final class AffinityTable {
  private static final int MOST_SEGMENTS = 64;
  private static final int LEAST_CAPACITY = 1024;

  private final Segment[] segments;
  private final int shift;
  private final Map<String, Scope> scopes = new ConcurrentHashMap<>();

  AffinityTable(int capacity) {
    int wanted = Math.clamp(capacity / LEAST_CAPACITY, 1, MOST_SEGMENTS);
    int count = Integer.highestOneBit(wanted);
    segments = new Segment[count];
    Arrays.setAll(segments, i -> new Segment(Math.max(1, capacity / count)));
    shift = Long.SIZE - Integer.numberOfTrailingZeros(count);
  }

  /** How many entries there are. */
  public int size() {
    return Arrays.stream(segments).mapToInt(Segment::size).sum();
  }

  /**
   * A page of entries, the most recently used first.
   *
   * @param offset within what matches
   * @param limit at most this many; offset and limit together reach 10,000 entries
   */
  public Page list(Filter filter, int offset, int limit) {
    var newest = new Newest(offset, limit);
    each(filter, newest::offer);
    return newest.page();
  }

  /** Removes the entry with that {@link Row#id}. */
  public boolean clear(String id) {
    if (!id.matches("[0-9a-f]{16}")) {
      return false;
    }
    long hi = HexFormat.fromHexDigitsToLong(id);
    var entry = segment(hi).find(hi);
    return entry != null && remove(entry);
  }

  /** Removes what matches and says how many there were. */
  public int clear(Filter filter) {
    var cleared = new int[1];
    each(filter, entry -> cleared[0] += remove(entry) ? 1 : 0);
    return cleared[0];
  }

  private void each(Filter filter, Consumer<AffinityEntry> then) {
    for (var segment : segments) {
      List<AffinityEntry> entries = new ArrayList<>();
      segment.copy(entries);
      for (var entry : entries) {
        if (filter.matches(entry)) {
          then.accept(entry);
        }
      }
    }
  }

  Scope scope(String service) {
    return scopes.computeIfAbsent(service, Scope::new);
  }

  @Nullable AffinityEntry find(long hi, long lo) {
    return segment(hi).find(hi, lo);
  }

  AffinityEntry put(AffinityEntry entry, long now) {
    return segment(entry.hi).put(entry, now);
  }

  AffinityEntry claim(AffinityEntry entry, @Nullable Binding from, long now) {
    return segment(entry.hi).claim(entry, from, now);
  }

  void restore(AffinityEntry entry, long now) {
    segment(entry.hi).restore(entry, now);
  }

  boolean remove(AffinityEntry entry) {
    return segment(entry.hi).remove(entry);
  }

  void used(AffinityEntry entry) {
    segment(entry.hi).used(entry);
  }

  void sweep(long now) {
    for (var segment : segments) {
      segment.sweep(now);
    }
  }

  /** What has changed since the last call, entries that are gone among them. */
  List<AffinityEntry> drain() {
    List<AffinityEntry> changed = new ArrayList<>();
    for (var segment : segments) {
      segment.drain(changed);
    }
    return changed;
  }

  /** Every entry; of each segment the oldest first. */
  List<AffinityEntry> all() {
    List<AffinityEntry> all = new ArrayList<>();
    for (var segment : segments) {
      segment.copy(all);
    }
    return all;
  }

  private Segment segment(long hi) {
    return segments[segments.length == 1 ? 0 : (int) (hi >>> shift)];
  }

  /**
   * Which entries are meant; an empty part matches all.
   *
   * @param prefix the beginning of {@link Row#client} or {@link Row#id}
   */
  public record Filter(Optional<String> service, Optional<String> member, Optional<String> prefix) {
    /** Every entry. */
    public static final Filter ALL =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty());

    boolean matches(AffinityEntry entry) {
      var binding = entry.binding();
      return service.map(binding.scope().service()::equals).orElse(true)
          && member.map(binding.member()::equals).orElse(true)
          && prefix.map(start -> begins(entry, start)).orElse(true);
    }

    private static boolean begins(AffinityEntry entry, String start) {
      return Row.client(entry).startsWith(start) || Row.id(entry).startsWith(start);
    }
  }

  /** Some entries, and how many match in all. */
  public record Page(List<Row> rows, int total) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /**
   * An entry as people see it.
   *
   * @param id 16 hexadecimal digits of the keyed hash
   * @param client the address and prefix, or {@code cookie}
   * @param expires when it ends if it is not used again
   */
  public record Row(
      String id,
      String service,
      String member,
      String client,
      Instant created,
      Instant used,
      Instant expires) {

    static Row of(AffinityEntry entry) {
      return new Row(
          id(entry),
          entry.binding().scope().service(),
          entry.binding().member(),
          client(entry),
          Instant.ofEpochMilli(entry.created),
          Instant.ofEpochMilli(entry.used()),
          Instant.ofEpochMilli(entry.end()));
    }

    static String id(AffinityEntry entry) {
      return HexFormat.of().toHexDigits(entry.hi);
    }

    static String client(AffinityEntry entry) {
      return entry.address == null ? "cookie" : entry.address.text();
    }
  }
}
