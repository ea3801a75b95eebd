package org.sallyport.encryption.syslog;

import java.time.Duration;
import java.time.InstantSource;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/** How far each stream has been sent, and which node sends. */
final class Cursors {
  /** For how long a node that has stopped keeps others from sending. */
  static final Duration LEASE = Duration.ofSeconds(15);

  private final Store store;
  private final InstantSource clock;
  private final String node;

  /**
   * @param node what tells this process from others
   */
  Cursors(Store store, InstantSource clock, String node) {
    this.store = store;
    this.clock = clock;
    this.node = node;
  }

  /** Takes the lease or makes it last longer; false while another node has it. */
  boolean lease() {
    var now = clock.instant();
    return store.write(
        in -> {
          in.run(
              "INSERT INTO syslog_lease (id, holder, until) VALUES (1,'',0) ON CONFLICT DO"
                  + " NOTHING");
          return in.run(
                  "UPDATE syslog_lease SET holder = ?, until = ?"
                      + " WHERE id = 1 AND (holder = ? OR until < ?)",
                  node,
                  now.plus(LEASE),
                  node,
                  now)
              == 1;
        });
  }

  /** Lets another node send at once. */
  void release() {
    store.write(in -> in.run("UPDATE syslog_lease SET until = 0 WHERE holder = ?", node));
  }

  /** Where a stream is; a new one begins where it ends now. */
  long position(Source source) {
    return store.write(
        in -> {
          in.run(
              "INSERT INTO syslog_cursors (stream, position) VALUES (?,?) ON CONFLICT DO NOTHING",
              source.stream().name(),
              source.end(in));
          return kept(in, source);
        });
  }

  private static long kept(Transaction in, Source source) {
    return in.first(
            "SELECT position FROM syslog_cursors WHERE stream = ?",
            row -> row.number("position"),
            source.stream().name())
        .orElse(0L);
  }

  /** Moves a stream on, unless another node has the lease by now. */
  boolean advance(Source source, long position) {
    return store.write(
        in ->
            in.run(
                    "UPDATE syslog_cursors SET position = ? WHERE stream = ? AND position < ?"
                        + " AND EXISTS (SELECT 1 FROM syslog_lease WHERE holder = ?)",
                    position,
                    source.stream().name(),
                    position,
                    node)
                == 1);
  }

  /** How much of a stream has not been sent, in batches or entries. */
  long backlog(Source source) {
    return store.read(in -> Math.max(0, source.end(in) - kept(in, source)));
  }
}
