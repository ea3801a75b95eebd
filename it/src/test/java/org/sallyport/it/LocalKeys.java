package org.sallyport.it;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.key.Keys;
import org.sallyport.encryption.organisation.OrganisationKeys;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.policy.KeySettings;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.store.Store;
import org.sallyport.store.StoreSettings;

/** Keys of people over a store of their own, with a vault that is open. */
final class LocalKeys implements AutoCloseable {
  private final Store store;
  private final Vault vault;
  private final Generations generations;
  private final Consumers consumers;
  final OrganisationKeys organisation;
  final Keys keys;

  /** What the policy says. */
  volatile KeyMode mode = KeyMode.SKM;

  volatile KeyProfile profile = KeySettings.STANDARD.profile();

  private LocalKeys(Path folder) {
    var clock = Clock.systemUTC();
    store =
        Store.open(StoreSettings.file(folder.resolve("keys.db")), Optional.empty(), Domain.SCHEMA);
    var audit = new AuditTrail(clock);
    generations = new Generations(store);
    vault = new Vault(store, clock);
    organisation =
        new OrganisationKeys(
            store, vault, "Example Ltd <keys@example.com>", audit, generations, clock);
    consumers = new Consumers(audit, generations, clock);
    keys =
        Keys.of(store, vault, organisation, consumers, _ -> settings(), audit, generations, clock);
  }

  static LocalKeys open(Path folder) {
    var made = new LocalKeys(folder);
    try (var passphrase = Secret.ofText("an ignition passphrase")) {
      made.vault.light(passphrase);
    }
    made.organisation.ensure();
    return made;
  }

  private KeySettings settings() {
    var standard = KeySettings.STANDARD;
    return new KeySettings(mode, profile, standard.validity(), standard.renewBefore(), List.of());
  }

  Consumer consumer(String address) {
    return store.write(
        in -> consumers.admit(in, "it", NewConsumer.of(new Address(address), "code")));
  }

  void disable(Consumer consumer) {
    store.write(in -> consumers.state(in, "it", consumer.id(), Consumer.State.DISABLED));
  }

  @Override
  public void close() {
    generations.close();
    vault.close();
    store.close();
  }
}
