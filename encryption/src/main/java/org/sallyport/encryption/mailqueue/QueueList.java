package org.sallyport.encryption.mailqueue;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.store.Row;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.Reply;

/** The queue in the hands of administrators. Any thread; blocks on the store. */
public final class QueueList {
  /** The most that a list has. */
  public static final int MOST = 200;

  private static final String FIELDS = "id, route, sender, size, trace, created, expires";

  private final Store store;
  private final MailQueue queue;

  QueueList(Store store, MailQueue queue) {
    this.store = store;
    this.queue = queue;
  }

  /** What became of an administrator's wish. */
  public enum Done {
    /** It is done. */
    DONE,
    /** A node tries to send it at this moment; nothing was changed. */
    IN_HAND,
    /** There is no such message. */
    UNKNOWN
  }

  /**
   * How much there is.
   *
   * @param due deliveries that could be tried now
   * @param inHand deliveries that are tried now
   * @param waiting deliveries that wait for their next try
   * @param oldest when the oldest message came; empty: there is none
   */
  public record Depth(long due, long inHand, long waiting, Optional<Instant> oldest) {}

  /** How much there is now. */
  public Depth depth() {
    var now = queue.clock().instant();
    return store.read(
        in ->
            new Depth(
                count(in, "due <= ? AND leased <= ?", now, now),
                count(in, "leased > ?", now),
                count(in, "due > ? AND leased <= ?", now, now),
                in.first(
                        "SELECT min(created) AS oldest FROM mail_queue",
                        row -> row.timeIfAny("oldest"))
                    .flatMap(each -> each)));
  }

  private static long count(Transaction in, String where, Object... values) {
    return in.first(
            "SELECT count(*) AS n FROM mail_deliveries WHERE " + where,
            row -> row.number("n"),
            values)
        .orElse(0L);
  }

  /**
   * The oldest first.
   *
   * @param text a part of an address of sender or recipient, or of a next hop, or an id of message
   *     or trace; empty: all
   * @param limit up to {@link #MOST}
   */
  public List<QueuedMail> search(String text, int limit) {
    var now = queue.clock().instant();
    var part = text.strip().toLowerCase(Locale.ROOT);
    return store.read(
        in ->
            in
                .all(
                    "SELECT "
                        + FIELDS
                        + " FROM mail_queue q WHERE ? = '' OR q.id = ? OR q.trace = ? OR"
                        + has("q.sender")
                        + " OR EXISTS (SELECT d.id FROM mail_deliveries d WHERE d.message = q.id"
                        + " AND ("
                        + has("d.lane")
                        + " OR EXISTS (SELECT r.number FROM mail_queue_recipients r WHERE"
                        + " r.delivery = d.id AND"
                        + has("r.address")
                        + "))) ORDER BY q.created, q.id LIMIT ?",
                    row -> message(in, row, now),
                    part,
                    text.strip(),
                    text.strip(),
                    part,
                    part,
                    part,
                    Math.clamp(limit, 1, MOST))
                .stream()
                .filter(each -> !each.deliveries().isEmpty())
                .toList());
  }

  /** Without patterns: what people type is taken as it is. */
  private static String has(String column) {
    return " replace(lower(" + column + "), ?, '') <> lower(" + column + ")";
  }

  /** One. */
  public Optional<QueuedMail> find(String id) {
    var now = queue.clock().instant();
    return store.read(in -> find(in, id, now));
  }

  private static Optional<QueuedMail> find(Transaction in, String id, Instant now) {
    return in.first(
        "SELECT " + FIELDS + " FROM mail_queue WHERE id = ?", row -> message(in, row, now), id);
  }

  private static QueuedMail message(Transaction in, Row row, Instant now) {
    return new QueuedMail(
        row.text("id"),
        Route.valueOf(row.text("route")),
        row.text("sender"),
        row.number("size"),
        row.text("trace"),
        row.time("created"),
        row.time("expires"),
        deliveries(in, row.text("id"), now));
  }

  private static List<QueuedMail.Waiting> deliveries(Transaction in, String message, Instant now) {
    return in.all(
        "SELECT id, lane, due, leased, tries, problem FROM mail_deliveries WHERE message = ? ORDER"
            + " BY lane, id",
        row ->
            new QueuedMail.Waiting(
                row.text("id"),
                row.text("lane"),
                row.time("due"),
                row.time("leased").isAfter(now),
                row.number("tries"),
                row.text("problem"),
                in.all(
                    "SELECT address FROM mail_queue_recipients WHERE delivery = ? ORDER BY number",
                    each -> each.text("address"),
                    row.text("id"))),
        message);
  }

  /** Tries a message at once. */
  public Done retry(String id) {
    var now = queue.clock().instant();
    boolean found =
        store.<Boolean>write(
            in ->
                in.run(
                            "UPDATE mail_deliveries SET due = ? WHERE message = ? AND due > ?",
                            now,
                            id,
                            now)
                        > 0
                    || find(in, id, now).isPresent());
    queue.arouse();
    return found ? Done.DONE : Done.UNKNOWN;
  }

  /** Tries everything at once; returns how many deliveries that are. */
  public int retryAll() {
    var now = queue.clock().instant();
    int count =
        store.<Integer>write(
            in -> in.run("UPDATE mail_deliveries SET due = ? WHERE due > ?", now, now));
    queue.arouse();
    return count;
  }

  /** Ends a message, and tells its sender. */
  public Done giveUp(String id) {
    var refused =
        new Outcome.Refused(Reply.of(550, "5.7.0", "an administrator has given the message up"));
    return end(
        id,
        delivery -> {
          var outcomes = delivery.numbers().stream().<Outcome>map(_ -> refused).toList();
          queue.settle(delivery, outcomes, Via.NOBODY);
        });
  }

  /** Ends a message and tells nobody. */
  public Done drop(String id) {
    return end(id, queue::drop);
  }

  private Done end(String id, Consumer<Leased> ending) {
    var now = queue.clock().instant();
    var kept = find(id);
    if (kept.isEmpty()) {
      return Done.UNKNOWN;
    }
    var taken =
        store.write(
            in -> {
              var ids = kept.get().deliveries().stream().map(QueuedMail.Waiting::id).toList();
              return find(in, id, now).stream()
                      .flatMap(each -> each.deliveries().stream())
                      .anyMatch(QueuedMail.Waiting::inHand)
                  ? List.<Leased>of()
                  : queue.take(in, ids);
            });
    taken.forEach(ending);
    return taken.isEmpty() ? Done.IN_HAND : Done.DONE;
  }
}
