package org.sallyport.encryption.consumer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
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
      "SELECT id, address, name, state, source, attributes, created, version, directory_name, gone"
          + " FROM consumers";

  private final AuditTrail audit;
  private final Generations generations;
  private final InstantSource clock;
  private final Matching matching = new Matching(this);
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

  /** Whom the directory calls so. */
  Optional<Consumer> named(Transaction in, String directoryName) {
    return whole(
        in, in.first(COLUMNS + " WHERE directory_name = ?", Consumers::read, directoryName));
  }

  /** Whose consumer somebody who comes in is, or would be. */
  public Belonging belonging(Transaction in, NewConsumer who) {
    return matching.of(in, who);
  }

  /**
   * Those whose address or name contains a text, by address.
   *
   * @param after the last address of the page before; empty for the first page
   */
  public List<Consumer> page(Transaction in, String text, String after, int limit) {
    var like = Folding.like(text);
    return in
        .all(
            COLUMNS
                + " WHERE address > ? AND (address LIKE ? ESCAPE '\\' OR COALESCE(folded, name)"
                + " LIKE ? ESCAPE '\\') ORDER BY address LIMIT ?",
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
   * Whoever that is, with what is newly known of them; made where there is nobody. Other addresses
   * are added unless somebody else has them, and those that a directory has no longer are dropped.
   * What is not known now stays as it was.
   *
   * @throws IllegalStateException when {@link #belonging} says that the address is another's
   */
  public Consumer admit(Transaction in, String actor, NewConsumer who) {
    return switch (belonging(in, who)) {
      case Belonging.Known(var consumer, var known) -> {
        updated(in, actor, consumer, known);
        yield withOthers(in, actor, consumer.id(), known);
      }
      case Belonging.Nobodys(var fresh) -> withOthers(in, actor, added(in, actor, fresh), fresh);
      case Belonging.Others(var address) ->
          throw new IllegalStateException(address + " belongs to another person");
    };
  }

  private Consumer withOthers(Transaction in, String actor, String id, NewConsumer who) {
    for (var other : who.others()) {
      addAddress(in, id, other);
    }
    var consumer = find(in, id).orElseThrow();
    if (who.directoryName().isEmpty()) {
      return consumer;
    }
    var gone = new HashSet<>(consumer.addresses());
    gone.removeAll(who.addresses());
    gone.remove(consumer.address());
    for (var address : gone) {
      in.run(
          "DELETE FROM consumer_addresses WHERE address = ? AND consumer = ?", address.text(), id);
      audit.record(in, actor, "address-dropped", consumer.address().text(), address.text());
    }
    if (!gone.isEmpty()) {
      tell(in, id);
    }
    return find(in, id).orElseThrow();
  }

  private String added(Transaction in, String actor, NewConsumer who) {
    var id = Ids.next('u');
    in.run(
        "INSERT INTO consumers (id, address, name, state, source, attributes, created, version,"
            + " directory_name, folded) VALUES (?,?,?,?,?,?,?,1,?,?)",
        id,
        who.address().text(),
        who.name(),
        Consumer.State.ACTIVE.name(),
        who.source(),
        Attributes.text(who.attributes()),
        clock.instant(),
        who.directoryName(),
        Folding.of(who.name()));
    addFirst(in, id, who.address());
    audit.record(in, actor, "consumer-added", who.address().text(), "by " + who.source());
    generations.changed(in, GENERATION);
    return id;
  }

  private void updated(Transaction in, String actor, Consumer known, NewConsumer who) {
    var name = who.name().isEmpty() ? known.name() : who.name();
    var attributes = new LinkedHashMap<>(known.attributes());
    attributes.putAll(who.attributes());
    boolean linked = who.directoryName().isPresent() && known.directoryName().isEmpty();
    boolean moved = !known.address().equals(who.address());
    if (name.equals(known.name()) && attributes.equals(known.attributes()) && !linked && !moved) {
      return;
    }
    if (linked) {
      in.run(
          "UPDATE consumers SET directory_name = ? WHERE id = ?", who.directoryName(), known.id());
      audit.record(
          in, actor, "directory-name", known.address().text(), who.directoryName().orElseThrow());
    }
    if (moved) {
      addFirst(in, known.id(), who.address());
      in.run("UPDATE consumers SET address = ? WHERE id = ?", who.address().text(), known.id());
      audit.record(in, actor, "address-changed", known.address().text(), who.address().text());
      tell(in, known.id());
    }
    in.run(
        "UPDATE consumers SET name = ?, folded = ?, attributes = ?, version = version + 1"
            + " WHERE id = ?",
        name,
        Folding.of(name),
        Attributes.text(attributes),
        known.id());
    generations.changed(in, GENERATION);
  }

  /** Another node may have given it to somebody meanwhile: then nothing of this happens. */
  private void addFirst(Transaction in, String id, Address address) {
    addAddress(in, id, address);
    if (of(in, address).filter(owner -> owner.id().equals(id)).isEmpty()) {
      throw new IllegalStateException(address + " belongs to another person");
    }
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

  /** People of the directory about whom it was asked last before a time, those of old first. */
  public List<Consumer> stale(Transaction in, Instant before, int limit) {
    return in
        .all(
            COLUMNS
                + " WHERE directory_name IS NOT NULL AND refreshed < ? ORDER BY refreshed, id"
                + " LIMIT ?",
            Consumers::read,
            before,
            limit)
        .stream()
        .map(one -> withAddresses(in, one))
        .toList();
  }

  /**
   * Notes that the directory is asked about somebody; false where another node has done so.
   *
   * @param before was asked last before this
   * @param now is asked at this time
   */
  public boolean claim(Transaction in, String id, Instant before, Instant now) {
    return in.run(
            "UPDATE consumers SET refreshed = ? WHERE id = ? AND refreshed < ?", now, id, before)
        == 1;
  }

  /** Marks somebody whom the directory does not have, or has again; they lose nothing by it. */
  public Optional<Consumer> gone(Transaction in, String actor, String id, Optional<Instant> since) {
    var known = find(in, id);
    if (known.isPresent()) {
      in.run("UPDATE consumers SET gone = ? WHERE id = ?", since, id);
      audit.record(
          in,
          actor,
          since.isPresent() ? "directory-has-no-longer" : "directory-has-again",
          known.get().address().text(),
          known.get().directoryName().orElse(""));
    }
    return find(in, id);
  }

  /** Gives somebody the name that the directory has for them now. */
  public Relinking relink(Transaction in, String actor, String id, String directoryName) {
    var name = directoryName.strip().toLowerCase(Locale.ROOT);
    var known = find(in, id);
    if (known.isEmpty()) {
      return new Relinking.Unknown();
    }
    var owner = named(in, name);
    if (owner.isPresent() && !owner.get().id().equals(id)) {
      return new Relinking.Taken(owner.get());
    }
    in.run(
        "UPDATE consumers SET directory_name = ?, gone = NULL, refreshed = 0, version = version + 1"
            + " WHERE id = ?",
        name,
        id);
    audit.record(
        in,
        actor,
        "directory-name",
        known.get().address().text(),
        known.get().directoryName().map(former -> former + " to ").orElse("") + name);
    generations.changed(in, GENERATION);
    return new Relinking.Done(find(in, id).orElseThrow());
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
        one.version(),
        one.directoryName(),
        one.gone());
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
        row.number("version"),
        row.textIfAny("directory_name"),
        row.timeIfAny("gone"));
  }
}
