package org.sallyport.encryption.policy;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.encryption.group.Choice;
import org.sallyport.encryption.group.Groups;
import org.sallyport.encryption.organisation.OrganisationKeys;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients get: the signed documents of all groups, and who is in which group. In memory until
 * a generation says that something has changed; while the store cannot be read, what is in memory
 * serves on. Needs an open vault. Safe for use by any number of threads.
 */
public final class PolicyDocuments {
  /** People whose groups are in memory; about 20 MB when full. */
  private static final int PEOPLE = 200_000;

  private static final Logger LOG = LoggerFactory.getLogger(PolicyDocuments.class);

  private final Store store;
  private final Consumers consumers;
  private final Generations generations;
  private final PolicyIssuer issuer;
  private final RecentGroups recent = new RecentGroups(PEOPLE);
  private final LongAdder polls = new LongAdder();
  private volatile @Nullable Loaded loaded;

  /** The documents as they were at these generations. */
  private record Loaded(long policies, long organisation, IssuedPolicies issued) {}

  /**
   * The documents of an organisation.
   *
   * @param organisation its name, as documents have it
   */
  public PolicyDocuments(
      Store store,
      String organisation,
      Consumers consumers,
      Generations generations,
      OrganisationKeys keys,
      Groups groups,
      Policies policies,
      InstantSource clock) {
    this.store = store;
    this.consumers = consumers;
    this.generations = generations;
    this.issuer = new PolicyIssuer(store, organisation, keys, generations, groups, policies, clock);
  }

  /**
   * The document for somebody's clients; asks nobody as long as nothing changes.
   *
   * @param consumer the id
   * @return empty when there is nobody of that id
   */
  public Optional<SignedPolicy> of(String consumer) {
    polls.increment();
    var issued = issued();
    long generation = generations.current(Consumers.GENERATION);
    var known = recent.find(consumer);
    if (known.isPresent()
        && known.get().consumers() == generation
        && known.get().serial() == issued.serial()) {
      return Optional.ofNullable(issued.documents().get(known.get().group()));
    }
    var person = store.read(in -> consumers.find(in, consumer));
    return person.map(
        one -> {
          var group = issued.choice(one).group();
          recent.keep(
              consumer, new RecentGroups.Membership(generation, issued.serial(), group.id()));
          return issued.of(group);
        });
  }

  /** Which group somebody is in, and why. */
  public Choice choice(Consumer person) {
    return issued().choice(person);
  }

  /** The document for somebody who has been read already. */
  public SignedPolicy of(Consumer person) {
    var issued = issued();
    return issued.of(issued.choice(person).group());
  }

  /** The serial of the documents that hold now. */
  public long serial() {
    return issued().serial();
  }

  /** Prometheus's text format 0.0.4. */
  public String metrics() {
    var held = loaded;
    return """
    # HELP sallyport_encryption_policy_polls_total Questions for a client's policy.
    # TYPE sallyport_encryption_policy_polls_total counter
    sallyport_encryption_policy_polls_total %d
    # HELP sallyport_encryption_policy_serial Serial of the documents that this node hands out.
    # TYPE sallyport_encryption_policy_serial gauge
    sallyport_encryption_policy_serial %d
    """
        .formatted(polls.sum(), held == null ? 0 : held.issued().serial());
  }

  /**
   * Lets everything be signed anew under a higher serial: clients may have seen newer documents
   * than a restored backup has, and would refuse those.
   */
  public static void outdate(Transaction in) {
    PolicyIssuer.outdate(in);
  }

  private IssuedPolicies issued() {
    var held = loaded;
    return held != null && isCurrent(held) ? held.issued() : load();
  }

  private boolean isCurrent(Loaded held) {
    return held.policies() == generations.current(Groups.GENERATION)
        && held.organisation() == generations.current(OrganisationKeys.GENERATION);
  }

  private synchronized IssuedPolicies load() {
    var held = loaded;
    if (held != null && isCurrent(held)) {
      return held.issued();
    }
    long policies = generations.current(Groups.GENERATION);
    long organisation = generations.current(OrganisationKeys.GENERATION);
    try {
      var issued = issuer.current();
      loaded = new Loaded(policies, organisation, issued);
      return issued;
    } catch (StoreException e) {
      if (held == null) {
        throw e;
      }
      LOG.atWarn()
          .addKeyValue("kind", e.kind())
          .addKeyValue("cause", e.getMessage())
          .log("policies-not-read");
      return held.issued();
    }
  }
}
