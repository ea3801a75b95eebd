package org.sallyport.encryption.key;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.encryption.group.Groups;
import org.sallyport.encryption.policy.KeySettings;
import org.sallyport.encryption.policy.Policies;
import org.sallyport.encryption.policy.PolicyContent;
import org.sallyport.encryption.policy.PolicyDocuments;
import org.sallyport.encryption.policy.PolicyVersion;
import org.sallyport.store.Store;

/** The policies that people's groups have, in memory until one of them changes. */
public final class ChosenKeyPolicies implements KeyPolicies {
  private final Store store;
  private final PolicyDocuments documents;
  private final Policies policies;
  private final Generations generations;
  private volatile @Nullable Known known;

  /** What policies said at a generation, by name. */
  private record Known(long generation, Map<String, PolicyContent> contents) {}

  /** Those of an organisation. */
  public ChosenKeyPolicies(
      Store store, PolicyDocuments documents, Policies policies, Generations generations) {
    this.store = store;
    this.documents = documents;
    this.policies = policies;
    this.generations = generations;
  }

  @Override
  public KeySettings of(Consumer consumer) {
    return content(consumer).keys();
  }

  /** All that the policy of somebody's group says. */
  public PolicyContent content(Consumer consumer) {
    return known()
        .contents()
        .computeIfAbsent(documents.choice(consumer).group().policy(), this::read);
  }

  private Known known() {
    long now = generations.current(Groups.GENERATION);
    var held = known;
    if (held == null || held.generation() != now) {
      held = new Known(now, new ConcurrentHashMap<>());
      known = held;
    }
    return held;
  }

  private PolicyContent read(String policy) {
    return store
        .read(in -> policies.find(in, policy))
        .map(PolicyVersion::content)
        .orElse(PolicyContent.STANDARD);
  }
}
