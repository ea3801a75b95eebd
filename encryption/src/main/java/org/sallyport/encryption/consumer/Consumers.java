package org.sallyport.encryption.consumer;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.kernel.Ids;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/** The people of the organisation. Safe for use by several threads. */
public final class Consumers {
  /** The generation that grows when somebody's state or attributes change. */
  public static final String GENERATION = "consumers";

  private static final String COLUMNS =
      "SELECT id, address, name, state, source, attributes, created, version FROM consumers";

  private final AuditTrail audit;
  private final Generations generations;
  private final InstantSource clock;
  private final List<BiConsumer<Transaction, String>> watchers = new CopyOnWriteArrayList<>();

  /** The consumers that a trail watches. */
  public Consumers(AuditTrail audit, Generations generations, InstantSource clock) {
    this.audit = audit;
    this.generations = generations;
    this.clock = clock;
  }

  /**
   * Calls {@code watcher} with the id of everybody whose state or addresses change, in the
   * transaction of the change. For those who build the server, before it runs.
   */
  public void whenChanged(BiConsumer<Transaction, String> watcher) {
    watchers.add(watcher);
  }

  private void tell(Transaction in, String id) {
    watchers.forEach(each -> each.accept(in, id));
  }

  /** By id. */
  public Optional<Consumer> find(Transaction in, String id) {
    return whole(in, in.first(COLUMNS + " WHERE id = ?", Consumers::read, id));
  }

  /** Whose address that is. */
  public Optional<Consumer> of(Transaction in, Address address) {
    return whole(
        in,
        in.first(
            COLUMNS + " WHERE id = (SELECT consumer FROM consumer_addresses WHERE address = ?)",
            Consumers::read,
            address.text()));
  }

  /**
   * Those whose address or name contains a text, by address.
   *
   * @param after the last address of the page before; empty for the first page
   */
  public List<Consumer> page(Transaction in, String text, String after, int limit) {
    var like = "%" + text.toLowerCase(Locale.ROOT).replaceAll("([%_\\\\])", "\\\\$1") + "%";
    return in
        .all(
            COLUMNS
                + " WHERE address > ? AND (address LIKE ? ESCAPE '\\' OR lower(name) LIKE ? ESCAPE"
                + " '\\') ORDER BY address LIMIT ?",
            Consumers::read,
            after,
            like,
            like,
            limit)
        .stream()
        .map(one -> withAddresses(in, one))
        .toList();
  }

  /** How many there are. */
  public long count(Transaction in) {
    return in.first("SELECT count(*) AS n FROM consumers", row -> row.number("n")).orElse(0L);
  }

  /**
   * Whoever has the address, with what is newly known of them; made where there is nobody. Other
   * addresses are added unless somebody else has them. What is not known now stays as it was.
   */
  public Consumer admit(Transaction in, String actor, NewConsumer who) {
    var known = of(in, who.address());
    var consumer = known.map(one -> updated(in, one, who)).orElseGet(() -> added(in, actor, who));
    for (var other : who.others()) {
      addAddress(in, consumer.id(), other);
    }
    return find(in, consumer.id()).orElseThrow();
  }

  private Consumer added(Transaction in, String actor, NewConsumer who) {
    var id = Ids.next('u');
    in.run(
        "INSERT INTO consumers (id, address, name, state, source, attributes, created, version)"
            + " VALUES (?,?,?,?,?,?,?,1)",
        id,
        who.address().text(),
        who.name(),
        Consumer.State.ACTIVE.name(),
        who.source(),
        Attributes.text(who.attributes()),
        clock.instant());
    addAddress(in, id, who.address());
    audit.record(in, actor, "consumer-added", who.address().text(), "by " + who.source());
    generations.changed(in, GENERATION);
    return find(in, id).orElseThrow();
  }

  private Consumer updated(Transaction in, Consumer known, NewConsumer who) {
    var name = who.name().isEmpty() ? known.name() : who.name();
    var attributes = new LinkedHashMap<>(known.attributes());
    attributes.putAll(who.attributes());
    if (name.equals(known.name()) && attributes.equals(known.attributes())) {
      return known;
    }
    in.run(
        "UPDATE consumers SET name = ?, attributes = ?, version = version + 1 WHERE id = ?",
        name,
        Attributes.text(attributes),
        known.id());
    generations.changed(in, GENERATION);
    return known;
  }

  private void addAddress(Transaction in, String id, Address address) {
    int added =
        in.run(
            "INSERT INTO consumer_addresses (address, consumer) VALUES (?,?)"
                + " ON CONFLICT DO NOTHING",
            address.text(),
            id);
    in.run(
        "INSERT INTO wkd_hashes (address, domain, hash) VALUES (?,?,?) ON CONFLICT DO NOTHING",
        address.text(),
        address.domain(),
        WebKeyHash.of(address.local()));
    if (added == 1) {
      tell(in, id);
    }
  }

  /**
   * Lets somebody use the server or not.
   *
   * @return empty when there is nobody of that id
   */
  public Optional<Consumer> state(Transaction in, String actor, String id, Consumer.State state) {
    var known = find(in, id);
    if (known.isEmpty() || known.get().state() == state) {
      return known;
    }
    in.run("UPDATE consumers SET state = ?, version = version + 1 WHERE id = ?", state.name(), id);
    audit.record(
        in,
        actor,
        "consumer-" + state.name().toLowerCase(Locale.ROOT),
        known.get().address().text(),
        "");
    generations.changed(in, GENERATION);
    tell(in, id);
    return find(in, id);
  }

  private static Optional<Consumer> whole(Transaction in, Optional<Consumer> found) {
    return found.map(one -> withAddresses(in, one));
  }

  private static Consumer withAddresses(Transaction in, Consumer one) {
    var all = new ArrayList<Address>();
    all.add(one.address());
    in
        .all(
            "SELECT address FROM consumer_addresses WHERE consumer = ? ORDER BY address",
            row -> new Address(row.text("address")),
            one.id())
        .stream()
        .filter(address -> !address.equals(one.address()))
        .forEach(all::add);
    return new Consumer(
        one.id(),
        one.address(),
        one.name(),
        one.state(),
        one.source(),
        all,
        one.attributes(),
        one.created(),
        one.version());
  }

  private static Consumer read(Row row) {
    return new Consumer(
        row.text("id"),
        new Address(row.text("address")),
        row.text("name"),
        Consumer.State.valueOf(row.text("state")),
        row.text("source"),
        List.of(),
        Attributes.read(row.text("attributes")),
        row.time("created"),
        row.number("version"));
  }
}
