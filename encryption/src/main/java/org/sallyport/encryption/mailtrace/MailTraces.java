package org.sallyport.encryption.mailtrace;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.kernel.Ids;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/**
 * Why messages were sent as they were. Written in the transactions of those who send them, so that
 * what was sent has a trace. Any thread.
 */
public final class MailTraces {
  /** How many are forgotten at a time, so that nobody waits long for the store. */
  private static final int AT_ONCE = 1000;

  private static final int LONGEST_DETAIL = 500;
  private static final String COLUMNS =
      "SELECT t.id, t.at, t.node, t.listener, t.message_id, t.sender, t.size FROM mail_traces t";

  private final InstantSource clock;

  /** Traces that a clock dates. */
  public MailTraces(InstantSource clock) {
    this.clock = clock;
  }

  /** A name for a trace that is to be recorded. */
  public static String nextId() {
    return Ids.next('t');
  }

  /** Keeps a trace. */
  public void record(Transaction in, MailTrace trace) {
    in.run(
        "INSERT INTO mail_traces (id, at, node, listener, message_id, sender, size) VALUES"
            + " (?,?,?,?,?,?,?)",
        trace.id(),
        trace.at(),
        trace.node(),
        trace.listener(),
        trace.messageId(),
        trace.sender(),
        trace.size());
    for (var each : trace.recipients()) {
      // One address may be named twice in an envelope; what was decided is the same.
      in.run(
          "INSERT INTO mail_trace_recipients (trace, recipient, direction, path, chain, rule,"
              + " version, form, reason, sentence, keys) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT"
              + " DO NOTHING",
          trace.id(),
          each.address(),
          each.direction(),
          TraceJson.path(each.path()),
          each.chain(),
          each.rule(),
          each.version(),
          each.form(),
          each.reason(),
          each.sentence(),
          TraceJson.keys(each.keys()));
    }
  }

  /** Notes what became of a message; without a trace of that name, nothing. */
  public void note(Transaction in, String trace, String recipient, String what, String detail) {
    var shortened = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
    in.run(
        "INSERT INTO mail_trace_events (id, trace, recipient, at, what, detail) SELECT ?,?,?,?,?,?"
            + " WHERE EXISTS (SELECT 1 FROM mail_traces WHERE id = ?)",
        Ids.next('e'),
        trace,
        recipient.toLowerCase(Locale.ROOT),
        clock.instant(),
        what,
        shortened,
        trace);
  }

  /** One trace. */
  public Optional<MailTrace> find(Transaction in, String id) {
    return in.first(COLUMNS + " WHERE t.id = ?", row -> read(in, row), id);
  }

  /** What became of it, in order. */
  public List<MailTrace.Event> events(Transaction in, String id) {
    return in.all(
        "SELECT at, recipient, what, detail FROM mail_trace_events WHERE trace = ? ORDER BY at, id",
        row ->
            new MailTrace.Event(
                row.time("at"), row.text("recipient"), row.text("what"), row.text("detail")),
        id);
  }

  /**
   * Looks for traces, the latest first.
   *
   * @param before the last one of the page before; empty for the first page
   */
  public List<MailTrace> search(
      Transaction in, TraceQuery query, Optional<MailTrace> before, int limit) {
    var where = new StringBuilder(" WHERE 1 = 1");
    var values = new ArrayList<Object>();
    query
        .address()
        .ifPresent(
            address -> {
              where.append(
                  " AND (t.sender = ? OR EXISTS (SELECT 1 FROM mail_trace_recipients r WHERE"
                      + " r.trace = t.id AND r.recipient = ?))");
              values.add(address);
              values.add(address);
            });
    query.messageId().ifPresent(id -> and(where, values, "t.message_id = ?", id));
    query
        .form()
        .ifPresent(
            form ->
                and(
                    where,
                    values,
                    "EXISTS (SELECT 1 FROM mail_trace_recipients r WHERE r.trace = t.id AND"
                        + " r.form = ?)",
                    form));
    query.from().ifPresent(from -> and(where, values, "t.at >= ?", from));
    query.until().ifPresent(until -> and(where, values, "t.at < ?", until));
    before.ifPresent(
        last -> {
          where.append(" AND (t.at < ? OR (t.at = ? AND t.id < ?))");
          values.add(last.at());
          values.add(last.at());
          values.add(last.id());
        });
    values.add(limit);
    return in.all(
        COLUMNS + where + " ORDER BY t.at DESC, t.id DESC LIMIT ?",
        row -> read(in, row),
        values.toArray());
  }

  private static void and(
      StringBuilder where, List<Object> values, String condition, Object value) {
    where.append(" AND ").append(condition);
    values.add(value);
  }

  /**
   * Forgets what is older.
   *
   * @return how many; there may be more when it is not zero
   */
  public int forget(Transaction in, Instant before) {
    return in.run(
        "DELETE FROM mail_traces WHERE id IN (SELECT id FROM mail_traces WHERE at < ? ORDER BY at"
            + " LIMIT ?)",
        before,
        AT_ONCE);
  }

  private static MailTrace read(Transaction in, Row row) {
    var id = row.text("id");
    return new MailTrace(
        id,
        row.time("at"),
        row.text("node"),
        row.text("listener"),
        row.text("message_id"),
        row.text("sender"),
        row.number("size"),
        in.all(
            "SELECT recipient, direction, path, chain, rule, version, form, reason, sentence, keys"
                + " FROM mail_trace_recipients WHERE trace = ? ORDER BY recipient",
            MailTraces::recipient,
            id));
  }

  private static MailTrace.Recipient recipient(Row row) {
    return new MailTrace.Recipient(
        row.text("recipient"),
        row.text("direction"),
        TraceJson.path(row.text("path")),
        row.text("chain"),
        row.text("rule"),
        row.number("version"),
        row.text("form"),
        row.text("reason"),
        row.text("sentence"),
        TraceJson.keys(row.text("keys")));
  }
}
