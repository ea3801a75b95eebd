package org.sallyport.encryption.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.encryption.group.Group;
import org.sallyport.encryption.group.Groups;
import org.sallyport.encryption.organisation.OrganisationKeys;
import org.sallyport.store.Row;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;
import org.sallyport.web.route.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the documents of all groups when what they are made from has changed. Several nodes may
 * notice that at once; what one of them has made is what all of them hand out. Signing happens
 * outside of transactions, because it takes a while.
 */
final class PolicyIssuer {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyIssuer.class);

  private final Store store;
  private final String organisation;
  private final OrganisationKeys keys;
  private final Generations generations;
  private final Groups groups;
  private final Policies policies;
  private final InstantSource clock;

  PolicyIssuer(
      Store store,
      String organisation,
      OrganisationKeys keys,
      Generations generations,
      Groups groups,
      Policies policies,
      InstantSource clock) {
    this.store = store;
    this.organisation = organisation;
    this.keys = keys;
    this.generations = generations;
    this.groups = groups;
    this.policies = policies;
    this.clock = clock;
  }

  /** What the last issue was made from. */
  private record Basis(long serial, long generation, String key) {
    static final Basis NONE = new Basis(0, -1, "");
  }

  /** A document as it is kept. */
  private record Kept(String group, String document, String signature) {}

  private record Found(
      Basis basis,
      long generation,
      String activeKey,
      List<Group> groups,
      Map<String, PolicyVersion> policies,
      List<Kept> kept) {}

  /** The documents that hold now; made and kept first where they are not there. */
  IssuedPolicies current() {
    while (true) {
      var found = store.read(this::find);
      var key = keys.fingerprint().hex();
      if (!found.activeKey().equals(key)) {
        generations.read(); // another node has replaced the key, and this one has not heard of it
        continue;
      }
      if (found.basis().generation() == found.generation() && found.basis().key().equals(key)) {
        return issued(found.basis().serial(), found, found.kept());
      }
      var now = clock.instant();
      var serial = serial(found.basis(), now);
      var made =
          found.groups().stream().map(group -> sign(group, found, serial, key, now)).toList();
      var next = new Basis(serial, found.generation(), key);
      if (store.write(in -> keep(in, found.basis(), next, made, found))) {
        LOG.info(
            "event=policies-issued serial={} documents={} organisation-key={}",
            serial,
            made.size(),
            key);
        return issued(serial, found, made);
      }
    }
  }

  /**
   * Seconds of the clock, unless that would not be more than before: so what is issued after a
   * backup was restored is above all that was issued since the backup was made.
   */
  private static long serial(Basis before, Instant now) {
    return Math.max(before.serial() + 1, now.getEpochSecond());
  }

  private Found find(Transaction in) {
    var latest = new HashMap<String, PolicyVersion>();
    policies.all(in).forEach(each -> latest.put(each.policy(), each));
    return new Found(
        basis(in),
        generation(in),
        activeKey(in),
        groups.all(in),
        latest,
        in.all("SELECT consumer_group, document, signature FROM policy_documents", this::kept));
  }

  private static Basis basis(Transaction in) {
    return in.first(
            "SELECT serial, generation, organisation_key FROM policy_issue WHERE id = 1",
            row ->
                new Basis(
                    row.number("serial"), row.number("generation"), row.text("organisation_key")))
        .orElse(Basis.NONE);
  }

  /** As it is in the store, which may be newer than what this node has heard of. */
  private static long generation(Transaction in) {
    return in.first(
            "SELECT value FROM generations WHERE name = ?",
            row -> row.number("value"),
            Groups.GENERATION)
        .orElse(0L);
  }

  private static String activeKey(Transaction in) {
    return in.first(
            "SELECT fingerprint FROM organisation_keys WHERE state = 'active'",
            row -> row.text("fingerprint"))
        .orElse("");
  }

  private Kept kept(Row row) {
    return new Kept(row.text("consumer_group"), row.text("document"), row.text("signature"));
  }

  private static IssuedPolicies issued(long serial, Found found, List<Kept> kept) {
    var documents = new HashMap<String, SignedPolicy>();
    for (var each : kept) {
      var group = found.groups().stream().filter(one -> one.id().equals(each.group())).findFirst();
      group.ifPresent(
          one ->
              documents.put(
                  one.id(),
                  SignedPolicy.of(
                      one, policy(found, one), serial, each.document(), each.signature())));
    }
    return new IssuedPolicies(serial, found.groups(), documents);
  }

  private static PolicyVersion policy(Found found, Group group) {
    return Optional.ofNullable(found.policies().get(group.policy()))
        .orElseThrow(() -> new IllegalStateException("a group's policy is missing"));
  }

  private Kept sign(Group group, Found found, long serial, String key, Instant now) {
    var policy = policy(found, group);
    var members = new LinkedHashMap<String, Object>();
    members.put("organisation", organisation);
    members.put("organisationKey", key);
    members.put("group", group.name());
    members.put("policy", policy.policy());
    members.put("version", policy.version());
    members.put("serial", serial);
    members.put("issued", now.truncatedTo(ChronoUnit.SECONDS));
    members.putAll(policy.content().members());
    var document = Json.text(members);
    return new Kept(group.id(), document, keys.sign(document.getBytes(UTF_8)));
  }

  /**
   * @return false when something has changed since {@code found} was read
   */
  private static boolean keep(
      Transaction in, Basis before, Basis next, List<Kept> made, Found found) {
    in.run(
        "INSERT INTO policy_issue (id, serial, generation, organisation_key) VALUES (1,0,-1,'')"
            + " ON CONFLICT DO NOTHING");
    if (generation(in) != found.generation()
        || !activeKey(in).equals(next.key())
        || in.run(
                "UPDATE policy_issue SET serial = ?, generation = ?, organisation_key = ?"
                    + " WHERE id = 1 AND serial = ?",
                next.serial(),
                next.generation(),
                next.key(),
                before.serial())
            == 0) {
      return false;
    }
    in.run("DELETE FROM policy_documents");
    for (var each : made) {
      var policy = policy(found, group(found, each.group()));
      in.run(
          "INSERT INTO policy_documents (consumer_group, policy, version, document, signature)"
              + " VALUES (?,?,?,?,?)",
          each.group(),
          policy.policy(),
          policy.version(),
          each.document(),
          each.signature());
    }
    return true;
  }

  private static Group group(Found found, String id) {
    return found.groups().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  /** Makes the next issue happen whether anything has changed or not. */
  static void outdate(Transaction in) {
    in.run("UPDATE policy_issue SET organisation_key = ''");
  }
}
