package org.sallyport.encryption.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.kernel.Ids;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/** The groups of an organisation, in order. Safe for use by several threads. */
public final class Groups {
  /** The generation that grows when a group, the order of groups, or a policy changes. */
  public static final String GENERATION = "policies";

  /** The most groups, so that choosing one stays cheap. */
  public static final int MOST = 500;

  private static final long LAST = Long.MAX_VALUE;
  private static final String COLUMNS =
      "SELECT id, name, matching, criteria, policy, version FROM consumer_groups";

  private final AuditTrail audit;
  private final Generations generations;

  /** The groups that a trail watches. */
  public Groups(AuditTrail audit, Generations generations) {
    this.audit = audit;
    this.generations = generations;
  }

  /** All of them in their order, everybody's last. */
  public List<Group> all(Transaction in) {
    return in.all(COLUMNS + " ORDER BY position, id", Groups::read);
  }

  /** By id. */
  public Optional<Group> find(Transaction in, String id) {
    return in.first(COLUMNS + " WHERE id = ?", Groups::read, id);
  }

  /** By name. */
  public Optional<Group> named(Transaction in, String name) {
    return in.first(COLUMNS + " WHERE name = ?", Groups::read, name);
  }

  /** Makes the group of everybody where there is none. */
  public void ensure(Transaction in, String policy) {
    in.run(
        "INSERT INTO consumer_groups (id, position, name, matching, criteria, policy, version)"
            + " VALUES (?,?,'Everybody',?,'[]',?,1) ON CONFLICT DO NOTHING",
        Group.EVERYBODY,
        LAST,
        Condition.Match.ALL.name(),
        policy);
  }

  /** Adds a group before that of everybody, as the last of the others. */
  public GroupChange add(Transaction in, String actor, GroupEdit wanted) {
    lock(in);
    var fault = fault(in, wanted, false);
    if (fault.isPresent()) {
      return fault.get();
    }
    if (named(in, wanted.name()).isPresent()) {
      return new GroupChange.Exists();
    }
    var others = all(in);
    if (others.size() >= MOST) {
      return new GroupChange.Invalid(
          "", "there are " + MOST + " groups already, which is the most");
    }
    var id = Ids.next('g');
    in.run(
        "INSERT INTO consumer_groups (id, position, name, matching, criteria, policy, version)"
            + " VALUES (?,?,?,?,?,?,1)",
        id,
        others.size(),
        wanted.name(),
        wanted.condition().match().name(),
        CriteriaColumn.text(wanted.condition().criteria()),
        wanted.policy());
    renumber(in, all(in).stream().map(Group::id).toList());
    return done(in, actor, "group-added", find(in, id).orElseThrow());
  }

  /**
   * Changes a group.
   *
   * @param expected the version that is changed; empty for whichever there is
   */
  public GroupChange edit(
      Transaction in, String actor, String id, Optional<Long> expected, GroupEdit wanted) {
    lock(in);
    var known = find(in, id);
    if (known.isEmpty()) {
      return new GroupChange.Unknown();
    }
    var before = known.get();
    if (expected.isPresent() && expected.get() != before.version()) {
      return new GroupChange.Stale(before.version());
    }
    var fault = fault(in, wanted, before.isEverybody());
    if (fault.isPresent()) {
      return fault.get();
    }
    if (named(in, wanted.name()).filter(other -> !other.id().equals(id)).isPresent()) {
      return new GroupChange.Exists();
    }
    var condition = before.isEverybody() ? Condition.EVERYBODY : wanted.condition();
    in.run(
        "UPDATE consumer_groups SET name = ?, matching = ?, criteria = ?, policy = ?, version ="
            + " version + 1 WHERE id = ?",
        wanted.name(),
        condition.match().name(),
        CriteriaColumn.text(condition.criteria()),
        wanted.policy(),
        id);
    return done(in, actor, "group-changed", find(in, id).orElseThrow());
  }

  /** Removes a group; its people are in the next one that matches. */
  public GroupChange remove(Transaction in, String actor, String id) {
    lock(in);
    var known = find(in, id);
    if (known.isEmpty()) {
      return new GroupChange.Unknown();
    }
    if (known.get().isEverybody()) {
      return new GroupChange.Invalid("", "the group of everybody cannot be removed");
    }
    in.run("DELETE FROM consumer_groups WHERE id = ?", id);
    return done(in, actor, "group-removed", known.get());
  }

  /**
   * Puts a group at another place.
   *
   * @param place 0 for the first; one beyond the end is the end, before the group of everybody
   */
  public GroupChange move(Transaction in, String actor, String id, int place) {
    lock(in);
    var known = find(in, id);
    if (known.isEmpty()) {
      return new GroupChange.Unknown();
    }
    if (known.get().isEverybody()) {
      return new GroupChange.Invalid("", "the group of everybody is always the last");
    }
    var order = new ArrayList<>(all(in).stream().map(Group::id).toList());
    order.remove(id);
    order.add(Math.clamp(place, 0, order.size() - 1), id);
    renumber(in, order);
    return done(in, actor, "group-moved", known.get());
  }

  /** Lets nobody else change groups or their order until this transaction ends. */
  private static void lock(Transaction in) {
    in.first(
        "SELECT id FROM consumer_groups WHERE id = ? ${for update}",
        row -> row.text("id"),
        Group.EVERYBODY);
  }

  private static void renumber(Transaction in, List<String> order) {
    for (int i = 0; i < order.size(); i++) {
      in.run(
          "UPDATE consumer_groups SET position = ? WHERE id = ? AND id <> ?",
          i,
          order.get(i),
          Group.EVERYBODY);
    }
  }

  private static Optional<GroupChange> fault(Transaction in, GroupEdit wanted, boolean everybody) {
    if (wanted.name().isBlank() || wanted.name().length() > GroupEdit.LONGEST_NAME) {
      return invalid("/name", "expected 1 to " + GroupEdit.LONGEST_NAME + " characters");
    }
    if (!everybody && wanted.condition().criteria().isEmpty()) {
      return invalid("/criteria", "expected one criterion at least");
    }
    if (in.first(
            "SELECT name FROM policies WHERE name = ?", row -> row.text("name"), wanted.policy())
        .isEmpty()) {
      return invalid("/policy", "there is no policy of that name");
    }
    return Optional.empty();
  }

  private static Optional<GroupChange> invalid(String pointer, String message) {
    return Optional.of(new GroupChange.Invalid(pointer, message));
  }

  private GroupChange done(Transaction in, String actor, String action, Group group) {
    audit.record(
        in, actor, action, group.name(), group.condition().words() + " → policy " + group.policy());
    generations.changed(in, GENERATION);
    return new GroupChange.Done(group);
  }

  private static Group read(Row row) {
    return new Group(
        row.text("id"),
        row.text("name"),
        new Condition(
            Condition.Match.valueOf(row.text("matching")),
            CriteriaColumn.read(row.text("criteria"))),
        row.text("policy"),
        row.number("version"));
  }
}
