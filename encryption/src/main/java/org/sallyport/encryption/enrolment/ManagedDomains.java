package org.sallyport.encryption.enrolment;

import java.util.List;
import java.util.Set;
import org.sallyport.encryption.consumer.Address;

/** The mail domains whose people may enrol. */
public final class ManagedDomains {
  private final Set<String> names;

  /** Those of the settings. */
  public ManagedDomains(List<String> names) {
    this.names = Set.copyOf(names);
  }

  /** Whether the address is of one of them. A subdomain is another domain. */
  public boolean manage(Address address) {
    return names.contains(address.domain());
  }
}
