package org.sallyport.encryption.log;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/**
 * Looks for lines in one direction. Each page looks at a bounded number of batches, so that a
 * search for what is nowhere holds no connection of the store for long.
 */
final class LogSearch {
  /** Positions of one batch; more than its lines. */
  static final int STRIDE = 512;

  private static final int AT_ONCE = 200;
  private static final int STEPS = 20;

  /** Batches that the database may pass over in a step where no index leads it. */
  private static final long WINDOW = 100_000;

  private final LogQuery query;
  private final boolean ascending;

  LogSearch(LogQuery query, boolean ascending) {
    this.query = query;
    this.ascending = ascending;
  }

  /** A batch with what it is about. */
  record Kept(
      long sequence,
      String client,
      String consumer,
      String address,
      java.time.Instant received,
      List<LogLine> lines) {
    List<LoggedLine> logged() {
      var all = new ArrayList<LoggedLine>(lines.size());
      for (int i = 0; i < lines.size(); i++) {
        all.add(
            new LoggedLine(
                sequence * STRIDE + i, client, consumer, address, received, lines.get(i)));
      }
      return all;
    }

    static Kept read(Row row) {
      return new Kept(
          row.number("sequence"),
          row.text("client"),
          row.text("consumer"),
          row.text("address"),
          row.time("received"),
          LineColumn.read(row.text("lines")));
    }
  }

  static final String COLUMNS =
      "SELECT b.sequence AS sequence, b.client AS client, b.consumer AS consumer, b.received AS"
          + " received, b.lines AS lines, COALESCE(c.address, '') AS address"
          + " FROM log_batches b LEFT JOIN consumers c ON c.id = b.consumer";

  /**
   * A page.
   *
   * @param from beyond this position, in the direction of the search
   */
  LogPage page(Transaction in, long from, int limit) {
    var range =
        in.first(
                "SELECT COALESCE(min(sequence), 0) AS least, COALESCE(max(sequence), -1) AS most"
                    + " FROM log_batches",
                row -> new long[] {row.number("least"), row.number("most")})
            .orElseThrow();
    var found = new ArrayList<LoggedLine>();
    long at = from;
    for (int step = 0; step < STEPS; step++) {
      long low = ascending ? Math.max(range[0], Math.floorDiv(at + 1, STRIDE)) : range[0];
      long high = ascending ? range[1] : Math.min(range[1], Math.floorDiv(at - 1, STRIDE));
      if (low > high) {
        return new LogPage(found, OptionalLong.empty());
      }
      if (wide()) {
        high = ascending ? Math.min(high, low + WINDOW) : high;
        low = ascending ? low : Math.max(low, high - WINDOW);
      }
      var batches = batches(in, low, high);
      for (var batch : batches) {
        for (var line : ordered(batch)) {
          if (beyond(line.position(), at) && query.fits(line.line())) {
            found.add(line);
            if (found.size() == limit) {
              return new LogPage(found, OptionalLong.of(line.position()));
            }
          }
        }
      }
      at =
          batches.size() == AT_ONCE
              ? endOf(batches.getLast().sequence())
              : endOf(ascending ? high : low);
    }
    return new LogPage(found, OptionalLong.of(at));
  }

  private boolean wide() {
    return query.client().isEmpty() && query.consumer().isEmpty();
  }

  private boolean beyond(long position, long at) {
    return ascending ? position > at : position < at;
  }

  /** The position beyond which nothing of a batch is left. */
  private long endOf(long sequence) {
    return ascending ? sequence * STRIDE + STRIDE - 1 : sequence * STRIDE;
  }

  private List<LoggedLine> ordered(Kept batch) {
    return ascending ? batch.logged() : batch.logged().reversed();
  }

  private List<Kept> batches(Transaction in, long low, long high) {
    var sql = new StringBuilder(COLUMNS).append(" WHERE b.sequence >= ? AND b.sequence <= ?");
    var values = new ArrayList<Object>(List.of(low, high));
    query.client().ifPresent(client -> add(sql, values, " AND b.client = ?", client));
    query.consumer().ifPresent(consumer -> add(sql, values, " AND b.consumer = ?", consumer));
    query
        .least()
        .ifPresent(least -> add(sql, values, " AND (b.levels & ?) <> 0", least.andAbove()));
    query.from().ifPresent(time -> add(sql, values, " AND b.last_at >= ?", time));
    query.to().ifPresent(time -> add(sql, values, " AND b.first_at < ?", time));
    query
        .event()
        .ifPresent(
            event ->
                add(
                    sql,
                    values,
                    " AND b.events LIKE ? ESCAPE '\\'",
                    "% " + event.replaceAll("([%_\\\\])", "\\\\$1") + " %"));
    sql.append(" ORDER BY b.sequence ").append(ascending ? "ASC" : "DESC").append(" LIMIT ?");
    values.add(AT_ONCE);
    return in.all(sql.toString(), Kept::read, values.toArray());
  }

  private static void add(StringBuilder sql, List<Object> values, String condition, Object value) {
    sql.append(condition);
    values.add(value);
  }
}
