package org.sallyport.director.persistence;

import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.PoolMemory;

/** What the state file consists of; a later record about the same thing replaces an earlier one. */
sealed interface StateRecord {

  /** The key of all hashes in the file; it comes first. */
  record Key(HashKey key) implements StateRecord {}

  /** A session and its member. */
  record Session(
      long hi,
      long lo,
      @Nullable ClientAddress address,
      String service,
      String member,
      long created,
      long used)
      implements StateRecord {

    static Session of(AffinityEntry entry) {
      var binding = entry.binding();
      return new Session(
          entry.hi,
          entry.lo,
          entry.address,
          binding.scope().service(),
          binding.member(),
          entry.created,
          entry.used());
    }
  }

  /** A session that is no more. */
  record Gone(long hi, long lo) implements StateRecord {}

  /** What a pool remembers. */
  record OfPool(String name, PoolMemory memory) implements StateRecord {}
}
