package org.sallyport.encryption.protection;

import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.mailrule.Membership;
import org.sallyport.encryption.policy.PolicyDocuments;
import org.sallyport.store.Store;
import org.sallyport.wire.smtp.MailAddress;

/**
 * The groups of consumers, as policies have them: everybody who has come to this server is in one.
 * Who has not is in none.
 */
public final class ConsumerGroups implements Membership {
  private final Store store;
  private final Consumers consumers;
  private final PolicyDocuments documents;

  /** Those of an organisation. */
  public ConsumerGroups(Store store, Consumers consumers, PolicyDocuments documents) {
    this.store = store;
    this.consumers = consumers;
    this.documents = documents;
  }

  @Override
  public boolean isIn(MailAddress person, String group) {
    return Address.of(person.toString())
        .flatMap(address -> store.read(in -> consumers.of(in, address)))
        .map(who -> documents.choice(who).group().name())
        .filter(group::equalsIgnoreCase)
        .isPresent();
  }
}
