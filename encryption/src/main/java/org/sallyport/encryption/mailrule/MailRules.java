package org.sallyport.encryption.mailrule;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.store.Row;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/**
 * The mail rules of an organisation and every version of them. Any thread. {@link #current} is for
 * every message, and answers from memory.
 */
public final class MailRules {
  /** The generation that grows with each version. */
  public static final String GENERATION = "mail-rules";

  private static final int LONGEST_NOTE = 500;
  private static final String COLUMNS =
      "SELECT version, at, actor, note, content FROM mail_rule_versions";

  private final Store store;
  private final AuditTrail audit;
  private final Generations generations;
  private final InstantSource clock;
  private volatile @Nullable Known known;

  /** The rules as they were at a generation. */
  private record Known(long generation, RuleSet rules) {}

  /** The rules of a store. */
  public MailRules(Store store, AuditTrail audit, Generations generations, InstantSource clock) {
    this.store = store;
    this.audit = audit;
    this.generations = generations;
    this.clock = clock;
  }

  /** Makes the first version where there is none. */
  public void ensure(Transaction in) {
    if (latest(in).isEmpty()) {
      keep(in, 1, "server", "from the beginning", RuleSet.first().chains());
    }
  }

  /** The rules in force. A store that nobody has lit yet has those of {@link RuleSet#first}. */
  public RuleSet current() {
    long generation = generations.current(GENERATION);
    var held = known;
    if (held != null && held.generation() == generation) {
      return held.rules();
    }
    var rules = store.read(MailRules::latest).map(RuleVersion::rules).orElseGet(RuleSet::first);
    known = new Known(generation, rules);
    return rules;
  }

  /** The latest version. */
  public static Optional<RuleVersion> latest(Transaction in) {
    return in.first(COLUMNS + " ORDER BY version DESC LIMIT 1", MailRules::read);
  }

  /** One version. */
  public static Optional<RuleVersion> version(Transaction in, long version) {
    return in.first(COLUMNS + " WHERE version = ?", MailRules::read, version);
  }

  /**
   * Versions, the latest first.
   *
   * @param before older than this one; {@link Long#MAX_VALUE} for the latest
   */
  public static List<RuleVersion> versions(Transaction in, long before, int limit) {
    return in.all(
        COLUMNS + " WHERE version < ? ORDER BY version DESC LIMIT ?",
        MailRules::read,
        before,
        limit);
  }

  /**
   * A new version.
   *
   * @param expected the version that it follows; empty for whichever is the latest
   * @param chains as {@link RuleReading} has checked them
   */
  public RuleChange change(
      Transaction in, String actor, Optional<Long> expected, List<Chain> chains, String note) {
    var before = latest(in);
    long version = before.map(each -> each.rules().version()).orElse(0L);
    if (expected.isPresent() && expected.get() != version) {
      return new RuleChange.Stale(version);
    }
    if (before.isPresent() && before.get().rules().chains().equals(chains)) {
      return new RuleChange.Done(before.get());
    }
    var made = keep(in, version + 1, actor, note, chains);
    if (made.isEmpty()) {
      return new RuleChange.Stale(version + 1);
    }
    audit.record(in, actor, "mail-rules-changed", "mail rules", "version " + (version + 1));
    return new RuleChange.Done(made.get());
  }

  /** A new version that says what an old one said. */
  public RuleChange restore(Transaction in, String actor, Optional<Long> expected, long version) {
    return version(in, version)
        .map(old -> change(in, actor, expected, old.rules().chains(), "as version " + version))
        .orElseGet(RuleChange.Unknown::new);
  }

  /** Empty when another node has made that version. */
  private Optional<RuleVersion> keep(
      Transaction in, long version, String actor, String note, List<Chain> chains) {
    var shortened = note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note;
    var made = new RuleVersion(new RuleSet(version, chains), clock.instant(), actor, shortened);
    if (in.run(
            "INSERT INTO mail_rule_versions (version, at, actor, note, content) VALUES"
                + " (?,?,?,?,?) ON CONFLICT DO NOTHING",
            version,
            made.at(),
            actor,
            shortened,
            RuleWriting.json(chains))
        == 0) {
      return Optional.empty();
    }
    generations.changed(in, GENERATION);
    return Optional.of(made);
  }

  private static RuleVersion read(Row row) {
    var content = row.text("content");
    return switch (RuleReading.text(content)) {
      case RuleReading.Read.Good(var chains) ->
          new RuleVersion(
              new RuleSet(row.number("version"), chains),
              row.time("at"),
              row.text("actor"),
              row.text("note"));
      case RuleReading.Read.Wrong(var pointer, var expected) ->
          throw new IllegalStateException(
              "the store has rules that cannot be read: " + pointer + ": " + expected);
    };
  }
}
