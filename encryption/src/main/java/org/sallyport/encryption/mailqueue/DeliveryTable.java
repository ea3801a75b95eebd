package org.sallyport.encryption.mailqueue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/** The rows of deliveries and of their recipients. */
final class DeliveryTable {
  private static final String DUE = "d.due <= ? AND d.leased <= ?";
  private static final String FIELDS =
      "d.id AS delivery, d.lane AS lane, d.tries AS tries, d.delayed AS delayed, q.id AS message,"
          + " q.content AS content, q.size AS size, q.route AS route, q.sender AS sender,"
          + " q.parameters AS parameters, q.trace AS trace, q.reports AS reports, q.created AS"
          + " created, q.expires AS expires";

  private DeliveryTable() {}

  /** A lane with something due. */
  record DueLane(String lane, long count) {}

  static void insert(Transaction in, Leased delivery, Instant due, Instant until, Holder holder) {
    in.run(
        "INSERT INTO mail_deliveries (id, message, lane, due, leased, holder, life, tries, delayed,"
            + " absent, problem) VALUES (?,?,?,?,?,?,?,0,0,0,'')",
        delivery.id(),
        delivery.message(),
        delivery.lane(),
        due,
        until,
        holder.node(),
        holder.life());
    for (int i = 0; i < delivery.numbers().size(); i++) {
      var to = delivery.envelope().to().get(i);
      in.run(
          "INSERT INTO mail_queue_recipients (delivery, number, address, parameters)"
              + " VALUES (?,?,?,?)",
          delivery.id(),
          delivery.numbers().get(i),
          to.address().toString(),
          EnvelopeText.of(to.parameters()));
    }
  }

  /** Costs no write. */
  static List<DueLane> due(Transaction in, Instant now, int most) {
    return in.all(
        "SELECT d.lane AS lane, count(*) AS n FROM mail_deliveries d WHERE "
            + DUE
            + " GROUP BY d.lane ORDER BY min(d.due) LIMIT "
            + most,
        row -> new DueLane(row.text("lane"), row.number("n")),
        now,
        now);
  }

  /** Takes some of a lane; no other node takes them meanwhile. */
  static List<Leased> lease(
      Transaction in, String lane, int most, Instant now, Instant until, Holder holder) {
    var taken =
        in.all(
            "UPDATE mail_deliveries SET leased = ?, holder = ?, life = ? WHERE leased <= ? AND id"
                + " IN (SELECT d.id FROM mail_deliveries d WHERE d.lane = ? AND "
                + DUE
                + " ORDER BY d.due LIMIT ?) RETURNING id",
            row -> row.text("id"),
            until,
            holder.node(),
            holder.life(),
            now,
            lane,
            now,
            now,
            most);
    var all = new ArrayList<Leased>();
    for (var id : taken) {
      find(in, id).ifPresent(all::add);
    }
    return all;
  }

  /** Takes one, due or not; false: somebody has it in hand. */
  static boolean take(Transaction in, String id, Instant now, Instant until, Holder holder) {
    return in.run(
            "UPDATE mail_deliveries SET leased = ?, holder = ?, life = ? WHERE id = ? AND leased <="
                + " ?",
            until,
            holder.node(),
            holder.life(),
            id,
            now)
        > 0;
  }

  static Optional<Leased> find(Transaction in, String id) {
    record Numbered(long number, Envelope.To to) {}
    var to =
        in.all(
            "SELECT number, address, parameters FROM mail_queue_recipients WHERE delivery = ? ORDER"
                + " BY number",
            row ->
                new Numbered(
                    row.number("number"),
                    EnvelopeText.recipient(row.text("address"), row.text("parameters"))),
            id);
    return to.isEmpty()
        ? Optional.empty()
        : in.first(
            "SELECT "
                + FIELDS
                + " FROM mail_deliveries d JOIN mail_queue q ON q.id = d.message WHERE d.id = ?",
            row ->
                read(
                    row,
                    to.stream().map(Numbered::to).toList(),
                    to.stream().map(Numbered::number).toList()),
            id);
  }

  private static Leased read(Row row, List<Envelope.To> to, List<Long> numbers) {
    var sender = EnvelopeText.sender(row.text("sender"), row.text("parameters"));
    return new Leased(
        row.text("delivery"),
        row.text("message"),
        row.text("lane"),
        Route.valueOf(row.text("route")),
        new Envelope(sender.from(), sender.parameters(), to),
        numbers,
        row.text("content"),
        row.number("size"),
        row.text("trace"),
        row.flag("reports"),
        row.number("tries"),
        row.flag("delayed"),
        row.time("created"),
        row.time("expires"));
  }

  /** Whether the recipient was still to be served. */
  static boolean end(Transaction in, Leased delivery, long number) {
    return in.run(
            "DELETE FROM mail_queue_recipients WHERE delivery = ? AND number = ?",
            delivery.id(),
            number)
        > 0;
  }

  static boolean isDone(Transaction in, String id) {
    return in.first(
            "SELECT number FROM mail_queue_recipients WHERE delivery = ? LIMIT 1",
            row -> row.number("number"),
            id)
        .isEmpty();
  }

  static void remove(Transaction in, String id) {
    in.run("DELETE FROM mail_deliveries WHERE id = ?", id);
  }

  /** Lets it wait, unless another node has taken it meanwhile. */
  static void later(Transaction in, Leased delivery, Holder holder, Waiting waiting) {
    in.run(
        "UPDATE mail_deliveries SET due = ?, leased = 0, holder = '', life = '', tries = tries + 1,"
            + " delayed = ?, absent = ?, problem = ? WHERE id = ? AND life IN (?, '')",
        waiting.due(),
        waiting.delayed(),
        waiting.absent(),
        waiting.problem(),
        delivery.id(),
        holder.life());
  }

  /** How a delivery waits. */
  record Waiting(Instant due, boolean delayed, boolean absent, String problem) {}

  /** Leaves it to whoever comes, without a try. */
  static void giveBack(Transaction in, String id, Holder holder) {
    in.run(
        "UPDATE mail_deliveries SET leased = 0, holder = '', life = '' WHERE id = ? AND life = ?",
        id,
        holder.life());
  }

  /** All that one start of a node has in hand, but for some. */
  static void giveAllBack(Transaction in, Holder holder, Set<String> but) {
    in
        .all(
            "SELECT id FROM mail_deliveries WHERE holder = ? AND life = ?",
            row -> row.text("id"),
            holder.node(),
            holder.life())
        .stream()
        .filter(id -> !but.contains(id))
        .forEach(id -> giveBack(in, id, holder));
  }

  static void renew(Transaction in, String id, Holder holder, Instant until) {
    in.run(
        "UPDATE mail_deliveries SET leased = ? WHERE id = ? AND life = ?",
        until,
        id,
        holder.life());
  }

  /** Whether a former start of this node has it in hand, and nobody has taken it since. */
  static boolean isLeft(Transaction in, String id, Holder holder) {
    return in.first(
            "SELECT id FROM mail_deliveries WHERE id = ? AND holder = ? AND life <> ?",
            row -> row.text("id"),
            id,
            holder.node(),
            holder.life())
        .isPresent();
  }

  /** What former starts of this node had in hand, nobody has. */
  static int takeBack(Transaction in, Holder holder) {
    return in.run(
        "UPDATE mail_deliveries SET leased = 0, holder = '', life = '' WHERE holder = ? AND life <>"
            + " ?",
        holder.node(),
        holder.life());
  }

  /** Tries at once what waits because the next hop was not there. */
  static int wake(Transaction in, String lane, Instant now) {
    return in.run(
        "UPDATE mail_deliveries SET due = ?, absent = 0 WHERE lane = ? AND absent = 1 AND due > ?"
            + " AND leased <= ?",
        now,
        lane,
        now,
        now);
  }
}
