package org.sallyport.encryption.protection;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.mailrule.Membership;
import org.sallyport.encryption.policy.PolicyDocuments;
import org.sallyport.store.Store;
import org.sallyport.wire.smtp.MailAddress;

/**
 * The groups of consumers, as policies have them: everybody of a managed domain is in one, and
 * whoever has come to this server from elsewhere. Others are in none.
 */
public final class ConsumerGroups implements Membership {
  private final Store store;
  private final Consumers consumers;
  private final PolicyDocuments documents;
  private final Set<String> managed;
  private final InstantSource clock;

  /**
   * Those of an organisation.
   *
   * @param managed its domains, in lower case
   */
  public ConsumerGroups(
      Store store,
      Consumers consumers,
      PolicyDocuments documents,
      Set<String> managed,
      InstantSource clock) {
    this.store = store;
    this.consumers = consumers;
    this.documents = documents;
    this.managed = Set.copyOf(managed);
    this.clock = clock;
  }

  @Override
  public boolean isIn(MailAddress person, String group) {
    return Address.of(person.toString())
        .flatMap(this::person)
        .map(who -> documents.choice(who).group().name())
        .filter(group::equalsIgnoreCase)
        .isPresent();
  }

  private Optional<Consumer> person(Address address) {
    return store
        .<Optional<Consumer>>read(in -> consumers.of(in, address))
        .or(
            () ->
                managed.contains(address.domain())
                    ? Optional.of(Unenrolled.of(address, clock.instant()))
                    : Optional.empty());
  }
}
