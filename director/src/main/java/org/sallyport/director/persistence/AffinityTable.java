package org.sallyport.director.persistence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions and their members, bounded: the least recently used leave first. Any thread. */
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // the bodies follow
public final class AffinityTable {
  AffinityTable() {}

  /** How many entries there are. */
  public int size() {
    return 0;
  }

  /**
   * A page of entries, the most recently used first.
   *
   * @param offset within what matches
   * @param limit at most this many; offset and limit together reach 10,000 entries
   */
  public Page list(Filter filter, int offset, int limit) {
    throw new UnsupportedOperationException();
  }

  /** Removes the entry with that {@link Row#id}. */
  public boolean clear(String id) {
    throw new UnsupportedOperationException();
  }

  /** Removes what matches and says how many there were. */
  public int clear(Filter filter) {
    throw new UnsupportedOperationException();
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
      Instant expires) {}
}
