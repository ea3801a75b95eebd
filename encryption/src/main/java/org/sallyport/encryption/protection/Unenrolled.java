package org.sallyport.encryption.protection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;

/** People of a managed domain who have not enrolled: in the group that their bare address is in. */
final class Unenrolled {
  private Unenrolled() {}

  /** Somebody with this address and nothing else. */
  static Consumer of(Address address, Instant now) {
    return new Consumer(
        "",
        address,
        "",
        Consumer.State.ACTIVE,
        "mail",
        List.of(address),
        Map.of(),
        now,
        0,
        Optional.empty(),
        Optional.empty());
  }
}
