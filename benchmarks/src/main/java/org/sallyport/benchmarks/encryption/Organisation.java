package org.sallyport.benchmarks.encryption;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.encryption.group.Groups;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.organisation.OrganisationKeys;
import org.sallyport.encryption.policy.Policies;
import org.sallyport.encryption.policy.PolicyDocuments;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Store;

/** What an encryption server knows of policies and people, lit. */
final class Organisation implements AutoCloseable {
  private static final String NAME = "Example Ltd";
  private static final int AT_ONCE = 500;

  private final Store store;
  private final Vault vault;
  private final Generations generations;
  private final Consumers consumers;
  private final PolicyDocuments documents;

  private Organisation(Store store, InstantSource clock) {
    this.store = store;
    var audit = new AuditTrail(clock);
    generations = new Generations(store);
    vault = new Vault(store, clock);
    consumers = new Consumers(audit, generations, clock);
    var keys =
        new OrganisationKeys(
            store, vault, NAME + " <organisation@example.com>", audit, generations, clock);
    var groups = new Groups(audit, generations);
    var policies = new Policies(audit, generations, clock);
    documents =
        new PolicyDocuments(store, NAME, consumers, generations, keys, groups, policies, clock);
    vault.whenOpen(
        () -> {
          keys.ensure();
          store.write(
              in -> {
                policies.ensure(in);
                groups.ensure(in, Policies.DEFAULT);
                return true;
              });
        });
  }

  static Organisation open(Store store, InstantSource clock) {
    var made = new Organisation(store, clock);
    made.generations.start();
    try (var passphrase = Secret.ofText("a benchmark's ignition passphrase")) {
      made.vault.light(passphrase);
    }
    return made;
  }

  PolicyDocuments documents() {
    return documents;
  }

  /** Makes people and returns their ids. */
  List<String> people(int count) {
    var ids = new ArrayList<String>(count);
    for (int first = 0; first < count; first += AT_ONCE) {
      int from = first;
      int to = Math.min(count, first + AT_ONCE);
      store.write(
          in -> {
            for (int i = from; i < to; i++) {
              var who = NewConsumer.of(new Address("person" + i + "@example.com"), "code");
              ids.add(consumers.admit(in, "benchmark", who).id());
            }
            return to;
          });
    }
    return ids;
  }

  @Override
  public void close() {
    generations.close();
    vault.close();
  }
}
