package org.sallyport.encryption.protection;

import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.search.RemoteKeys;

/** Finds keys of people elsewhere. Any thread; blocks within a time limit of its own. */
@FunctionalInterface
public interface KeySearch {
  /** What there is for an address, and whether everybody has answered. */
  RemoteKeys.Looked look(Address address);
}
