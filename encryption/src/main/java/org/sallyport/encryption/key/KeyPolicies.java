package org.sallyport.encryption.key;

import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.policy.KeySettings;

/** Says which policy a consumer's keys follow. Any thread; outside of transactions. */
@FunctionalInterface
public interface KeyPolicies {
  /** What holds for them now. */
  KeySettings of(Consumer consumer);
}
