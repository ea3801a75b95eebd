package org.sallyport.encryption.client;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.Folding;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.kernel.Ids;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/** The enrolled machines of the organisation. Safe for use by several threads. */
public final class Clients {
  /** The generation that grows when a client is revoked. */
  public static final String GENERATION = "clients";

  /** How many active clients a consumer has at most: more are a mistake, or an attack. */
  public static final int MOST = 20;

  private static final String SELECT =
      "SELECT c.id, c.consumer, u.address, c.public_key, c.name, c.platform, c.version,"
          + " c.policy_serial, c.keys, c.method, c.state, c.created, c.last_seen"
          + " FROM clients c JOIN consumers u ON u.id = c.consumer";
  private static final String INSERT =
      "INSERT INTO clients (id, consumer, public_key, name, folded, platform, version, keys,"
          + " method, state, created, last_seen) VALUES (?,?,?,?,?,?,'','',?,'ACTIVE',?,?) ON"
          + " CONFLICT DO NOTHING";

  /** Holds the row, so that two that enrol at once are counted one after the other. */
  private static final String HOLD = "UPDATE consumers SET version = version WHERE id = ?";

  private final AuditTrail audit;
  private final Generations generations;
  private final InstantSource clock;

  /** The clients that a trail watches. */
  public Clients(AuditTrail audit, Generations generations, InstantSource clock) {
    this.audit = audit;
    this.generations = generations;
    this.clock = clock;
  }

  /**
   * Adds a machine of a consumer.
   *
   * @param method how it enrolled: {@code directory}, {@code email} or {@code code}
   */
  public Added add(Transaction in, Consumer owner, Machine machine, String method) {
    in.run(HOLD, owner.id());
    if (active(in, owner.id()) >= MOST) {
      return new Added.TooMany();
    }
    var id = Ids.next('c');
    var now = clock.instant();
    if (in.run(
            INSERT,
            id,
            owner.id(),
            machine.publicKey(),
            machine.name(),
            Folding.of(machine.name()),
            machine.platform(),
            method,
            now,
            now)
        == 0) {
      return new Added.KeyInUse();
    }
    audit.record(
        in,
        "client " + id,
        "client-enrolled",
        owner.address().text(),
        "by " + method + ": " + machine.name());
    return new Added.Done(find(in, id).orElseThrow());
  }

  private static long active(Transaction in, String consumer) {
    return in.first(
            "SELECT count(*) AS n FROM clients WHERE consumer = ? AND state = 'ACTIVE'",
            row -> row.number("n"),
            consumer)
        .orElse(0L);
  }

  /** By id. */
  public Optional<Client> find(Transaction in, String id) {
    return in.first(SELECT + " WHERE c.id = ?", Clients::read, id);
  }

  /** Those of a consumer, oldest first. */
  public List<Client> of(Transaction in, String consumer) {
    return in.all(
        SELECT + " WHERE c.consumer = ? ORDER BY c.created, c.id", Clients::read, consumer);
  }

  /**
   * Those whose name or owner contains a text, by the owner's address.
   *
   * @param after the last one of the page before; empty for the first page
   */
  public List<Client> page(Transaction in, String text, Optional<Client> after, int limit) {
    return page(in, text, Optional.empty(), after, limit);
  }

  /**
   * The same of those that are active and have not been heard of for long.
   *
   * @param notSince the time that none was heard of since; empty for all
   */
  public List<Client> page(
      Transaction in, String text, Optional<Instant> notSince, Optional<Client> after, int limit) {
    var like = Folding.like(text);
    var address = after.map(Client::address).orElse("");
    return in.all(
        SELECT
            + " WHERE (u.address > ? OR (u.address = ? AND c.id > ?)) AND (? = 0 OR (c.state ="
            + " 'ACTIVE' AND c.last_seen < ?)) AND (u.address LIKE ? ESCAPE '\\' OR"
            + " COALESCE(u.folded, u.name) LIKE ? ESCAPE '\\' OR COALESCE(c.folded, c.name) LIKE ?"
            + " ESCAPE '\\') ORDER BY u.address, c.id LIMIT ?",
        Clients::read,
        address,
        address,
        after.map(Client::id).orElse(""),
        notSince.isPresent() ? 1 : 0,
        notSince.orElse(Instant.EPOCH),
        like,
        like,
        like,
        limit);
  }

  /** How many are active. */
  public long count(Transaction in) {
    return in.first(
            "SELECT count(*) AS n FROM clients WHERE state = 'ACTIVE'", row -> row.number("n"))
        .orElse(0L);
  }

  /** How many have been heard of since. */
  public long seenSince(Transaction in, Instant since) {
    return in.first(
            "SELECT count(*) AS n FROM clients WHERE state = 'ACTIVE' AND last_seen >= ?",
            row -> row.number("n"),
            since)
        .orElse(0L);
  }

  /**
   * Ends a client for good. It loses its session on every node within {@link Generations#EVERY} and
   * a moment.
   *
   * @return as it is now; empty when there is none of that id
   */
  public Optional<Client> revoke(Transaction in, String actor, String id) {
    var known = find(in, id);
    if (known.isEmpty() || known.get().state() == Client.State.REVOKED) {
      return known;
    }
    in.run("UPDATE clients SET state = 'REVOKED', revoked = ? WHERE id = ?", clock.instant(), id);
    audit.record(
        in, actor, "client-revoked", known.get().address(), id + ": " + known.get().name());
    generations.changed(in, GENERATION);
    return find(in, id);
  }

  /** Keeps how a client says it is; nothing where there is none of that id. */
  public void report(Transaction in, String id, ClientReport report) {
    in.run(
        "UPDATE clients SET version = ?, policy_serial = ?, keys = ?,"
            + " platform = CASE WHEN ? = '' THEN platform ELSE ? END WHERE id = ?",
        report.version(),
        report.policySerial().isPresent()
            ? Optional.of(report.policySerial().getAsLong())
            : Optional.empty(),
        String.join(" ", report.keys()),
        report.platform(),
        report.platform(),
        id);
  }

  private static Client read(Row row) {
    var keys = row.text("keys");
    return new Client(
        row.text("id"),
        row.text("consumer"),
        row.text("address"),
        row.bytes("public_key"),
        row.text("name"),
        row.text("platform"),
        row.text("version"),
        row.numberIfAny("policy_serial"),
        keys.isEmpty() ? List.of() : List.of(keys.split(" ")),
        row.text("method"),
        Client.State.valueOf(row.text("state")),
        row.time("created"),
        row.time("last_seen"));
  }
}
