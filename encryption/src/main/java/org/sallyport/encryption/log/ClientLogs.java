package org.sallyport.encryption.log;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/** The lines that clients have sent. Safe for use by any number of threads; methods block. */
public final class ClientLogs {
  private static final int TOGETHER = 500;
  private static final int FORGOTTEN_AT_ONCE = 500;

  private final Store store;
  private final InstantSource clock;
  private final LongAdder batches = new LongAdder();
  private final LongAdder lines = new LongAdder();
  private final LongAdder repeated = new LongAdder();

  /** The logs of a store. */
  public ClientLogs(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * What became of a batch; it is durable.
   *
   * @param lines that it has
   * @param known whether it had come before
   */
  public record Accepted(int lines, boolean known) {}

  /**
   * Takes a batch, once.
   *
   * @param client {@code c_…}
   * @param consumer whose client it is
   */
  public Accepted accept(String client, String consumer, LogBatch batch) {
    var all = batch.lines();
    var text = LineColumn.text(all);
    var first = all.stream().map(LogLine::at).min(Instant::compareTo).orElseThrow();
    var last = all.stream().map(LogLine::at).max(Instant::compareTo).orElseThrow();
    int levels = all.stream().mapToInt(line -> line.level().bit()).reduce(0, (a, b) -> a | b);
    var events =
        all.stream().map(LogLine::event).distinct().collect(Collectors.joining(" ", " ", " "));
    boolean added =
        store.write(
            in ->
                !known(in, client, batch.id())
                    && in.run(
                            "INSERT INTO log_batches (client, batch, consumer, received, first_at,"
                                + " last_at, levels, events, lines) VALUES (?,?,?,?,?,?,?,?,?)"
                                + " ON CONFLICT (client, batch) DO NOTHING",
                            client,
                            batch.id(),
                            consumer,
                            clock.instant(),
                            first,
                            last,
                            levels,
                            events,
                            text)
                        == 1);
    count(all.size(), added);
    return new Accepted(all.size(), !added);
  }

  /** Asked first, because an insert that does nothing leaves a gap in the sequence. */
  private static boolean known(Transaction in, String client, String batch) {
    return in.first(
            "SELECT sequence FROM log_batches WHERE client = ? AND batch = ?",
            row -> row.number("sequence"),
            client,
            batch)
        .isPresent();
  }

  private void count(int more, boolean added) {
    if (added) {
      batches.increment();
      lines.add(more);
    } else {
      repeated.increment();
    }
  }

  /**
   * The latest lines first.
   *
   * @param before older than this position; empty for the latest
   */
  public LogPage page(LogQuery query, OptionalLong before, int limit) {
    return store.read(
        in -> new LogSearch(query, false).page(in, before.orElse(Long.MAX_VALUE), limit));
  }

  /**
   * The oldest lines first.
   *
   * @param after newer than this position; empty for the oldest
   */
  public LogPage following(LogQuery query, OptionalLong after, int limit) {
    return store.read(in -> new LogSearch(query, true).page(in, after.orElse(-1), limit));
  }

  /** What became of an export. */
  public sealed interface Exported {
    /** All that fits is there. */
    record Whole(long lines) implements Exported {}

    /** Looking took too long; nothing says what else there is. */
    record TooLong() implements Exported {}
  }

  /**
   * Writes all lines that fit, the oldest first, a piece at a time.
   *
   * @param time after which it ends, whatever there is left to look at
   * @throws IOException when the sink takes no more
   */
  public Exported export(LogQuery query, LogFormat format, OutputStream sink, Duration time)
      throws IOException {
    long end = System.nanoTime() + time.toNanos();
    sink.write(format.head());
    long written = 0;
    var after = OptionalLong.empty();
    do {
      if (System.nanoTime() - end > 0) {
        return new Exported.TooLong();
      }
      var page = following(query, after, TOGETHER);
      for (var line : page.lines()) {
        sink.write(format.line(line));
      }
      written += page.lines().size();
      after = page.next();
    } while (after.isPresent());
    sink.flush();
    return new Exported.Whole(written);
  }

  /** The sequence of the latest batch; 0 before the first. */
  public long lastSequence(Transaction in) {
    return in.first(
            "SELECT COALESCE(max(sequence), 0) AS last FROM log_batches", row -> row.number("last"))
        .orElse(0L);
  }

  /** Batches after a sequence, in their order. */
  public List<ArrivedBatch> arrivedAfter(Transaction in, long sequence, int limit) {
    return in.all(
        LogSearch.COLUMNS + " WHERE b.sequence > ? ORDER BY b.sequence LIMIT ?",
        row -> {
          var kept = LogSearch.Kept.read(row);
          return new ArrivedBatch(kept.sequence(), kept.received(), kept.logged());
        },
        sequence,
        limit);
  }

  /** Forgets what came before {@code end}, a little at a time so that nobody waits for it. */
  public long forget(Instant end) {
    long all = 0;
    int some;
    do {
      some =
          store.write(
              in ->
                  in.run(
                      "DELETE FROM log_batches WHERE sequence IN (SELECT sequence FROM log_batches"
                          + " WHERE received < ? ORDER BY received LIMIT ?)",
                      end,
                      FORGOTTEN_AT_ONCE));
      all += some;
    } while (some == FORGOTTEN_AT_ONCE);
    return all;
  }

  /** Prometheus's text format 0.0.4. */
  public String metrics() {
    return """
    # HELP sallyport_encryption_log_batches_total Batches of client logs that were kept.
    # TYPE sallyport_encryption_log_batches_total counter
    sallyport_encryption_log_batches_total %d
    # HELP sallyport_encryption_log_lines_total Lines in them.
    # TYPE sallyport_encryption_log_lines_total counter
    sallyport_encryption_log_lines_total %d
    # HELP sallyport_encryption_log_repetitions_total Batches that had been kept before.
    # TYPE sallyport_encryption_log_repetitions_total counter
    sallyport_encryption_log_repetitions_total %d
    """
        .formatted(batches.sum(), lines.sum(), repeated.sum());
  }
}
