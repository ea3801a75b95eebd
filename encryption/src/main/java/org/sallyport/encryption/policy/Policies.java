package org.sallyport.encryption.policy;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.encryption.group.Groups;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/**
 * The policies of an organisation and every version of each. Safe for use by several threads.
 *
 * <p>A change makes a new version; so does going back to an old one. Clients get the latest.
 */
public final class Policies {
  /** The name of the policy that there is from the beginning. */
  public static final String DEFAULT = "Default";

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,59}");
  private static final int LONGEST_NOTE = 500;
  private static final String COLUMNS =
      "SELECT policy, version, at, actor, note, content FROM policy_versions v";
  private static final String LATEST =
      " WHERE version = (SELECT version FROM policies p WHERE p.name = v.policy)";

  private final AuditTrail audit;
  private final Generations generations;
  private final InstantSource clock;

  /** The policies that a trail watches. */
  public Policies(AuditTrail audit, Generations generations, InstantSource clock) {
    this.audit = audit;
    this.generations = generations;
    this.clock = clock;
  }

  /** The latest version of each, by name. */
  public List<PolicyVersion> all(Transaction in) {
    return in.all(COLUMNS + LATEST + " ORDER BY policy", Policies::read);
  }

  /** The latest version of one. */
  public Optional<PolicyVersion> find(Transaction in, String name) {
    return in.first(COLUMNS + LATEST + " AND policy = ?", Policies::read, name);
  }

  /** One version. */
  public Optional<PolicyVersion> version(Transaction in, String name, long version) {
    return in.first(COLUMNS + " WHERE policy = ? AND version = ?", Policies::read, name, version);
  }

  /**
   * Versions of one, the latest first.
   *
   * @param before older than this one; {@link Long#MAX_VALUE} for the latest
   */
  public List<PolicyVersion> versions(Transaction in, String name, long before, int limit) {
    return in.all(
        COLUMNS + " WHERE policy = ? AND version < ? ORDER BY version DESC LIMIT ?",
        Policies::read,
        name,
        before,
        limit);
  }

  /** Makes the default policy where there is none at all. */
  public void ensure(Transaction in) {
    if (in.run("INSERT INTO policies (name, version) VALUES (?,1) ON CONFLICT DO NOTHING", DEFAULT)
        == 1) {
      keep(in, DEFAULT, 1, "server", "from the beginning", PolicyContent.STANDARD);
    }
  }

  /** A new policy. */
  public PolicyChange create(
      Transaction in, String actor, String name, PolicyContent content, String note) {
    if (!NAME.matcher(name).matches()) {
      return new PolicyChange.Invalid(
          "a policy's name has 1 to 60 letters, digits, spaces, dots, hyphens and underscores");
    }
    if (in.run("INSERT INTO policies (name, version) VALUES (?,1) ON CONFLICT DO NOTHING", name)
        == 0) {
      return new PolicyChange.Exists();
    }
    return done(in, actor, "policy-added", keep(in, name, 1, actor, note, content));
  }

  /**
   * A new version of a policy.
   *
   * @param expected the version that it follows; empty for whichever is the latest
   */
  public PolicyChange edit(
      Transaction in,
      String actor,
      String name,
      Optional<Long> expected,
      PolicyContent content,
      String note) {
    var latest = locked(in, name);
    if (latest.isEmpty()) {
      return new PolicyChange.Unknown();
    }
    long version = latest.get().version();
    if (expected.isPresent() && expected.get() != version) {
      return new PolicyChange.Stale(version);
    }
    if (PolicyDifference.between(latest.get().content(), content).isEmpty()) {
      return new PolicyChange.Done(latest.get());
    }
    in.run("UPDATE policies SET version = ? WHERE name = ?", version + 1, name);
    return done(in, actor, "policy-changed", keep(in, name, version + 1, actor, note, content));
  }

  /** A new version that says what an old one said. */
  public PolicyChange rollBack(Transaction in, String actor, String name, long version) {
    return version(in, name, version)
        .map(old -> edit(in, actor, name, Optional.empty(), old.content(), "as version " + version))
        .orElseGet(PolicyChange.Unknown::new);
  }

  /** Removes a policy that no group has, with all of its versions. */
  public PolicyChange remove(Transaction in, String actor, String name) {
    var latest = locked(in, name);
    if (latest.isEmpty()) {
      return new PolicyChange.Unknown();
    }
    var groups =
        in.all(
            "SELECT name FROM consumer_groups WHERE policy = ? ORDER BY position",
            row -> row.text("name"),
            name);
    if (!groups.isEmpty()) {
      return new PolicyChange.InUse(groups);
    }
    if (name.equals(DEFAULT)) {
      return new PolicyChange.Invalid("the policy " + DEFAULT + " cannot be removed");
    }
    in.run("DELETE FROM policy_versions WHERE policy = ?", name);
    in.run("DELETE FROM policies WHERE name = ?", name);
    return done(in, actor, "policy-removed", latest.get());
  }

  /** The latest version, which nobody else changes until this transaction ends. */
  private Optional<PolicyVersion> locked(Transaction in, String name) {
    return in.first(
            "SELECT name FROM policies WHERE name = ? ${for update}", row -> row.text("name"), name)
        .flatMap(found -> find(in, found));
  }

  private PolicyVersion keep(
      Transaction in, String name, long version, String actor, String note, PolicyContent content) {
    var shortened = note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note;
    var made = new PolicyVersion(name, version, clock.instant(), actor, shortened, content);
    in.run(
        "INSERT INTO policy_versions (policy, version, at, actor, note, content)"
            + " VALUES (?,?,?,?,?,?)",
        name,
        version,
        made.at(),
        actor,
        shortened,
        content.json());
    return made;
  }

  private PolicyChange done(Transaction in, String actor, String action, PolicyVersion version) {
    audit.record(in, actor, action, version.policy(), "version " + version.version());
    generations.changed(in, Groups.GENERATION);
    return new PolicyChange.Done(version);
  }

  private static PolicyVersion read(Row row) {
    return new PolicyVersion(
        row.text("policy"),
        row.number("version"),
        row.time("at"),
        row.text("actor"),
        row.text("note"),
        PolicyReading.kept(row.text("content")));
  }
}
