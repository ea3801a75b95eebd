package org.sallyport.director.persistence;

import org.jspecify.annotations.Nullable;

/**
 * A reusable holder for the 128-bit keyed hash of what a session is recognised by. One thread at a
 * time; filled by {@link Persistence}.
 */
public final class AffinityKey {
  final SipHash hash = new SipHash();
  @Nullable ClientAddress address;

  /** An empty key. */
  public AffinityKey() {}

  long hi() {
    return hash.first();
  }

  long lo() {
    return hash.second();
  }
}
