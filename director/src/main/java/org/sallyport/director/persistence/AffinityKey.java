package org.sallyport.director.persistence;

/**
 * A reusable holder for the 128-bit keyed hash of what a session is recognised by. One thread at a
 * time; filled by {@link Persistence}.
 */
public final class AffinityKey {
  long hi;
  long lo;

  /** The address cut to its prefix, as IPv6 (IPv4 is mapped, RFC 4291 section 2.5.5.2). */
  long addressHi;

  long addressLo;

  /** The prefix length within 128 bits; -1 for a cookie. */
  int prefix = -1;

  /** An empty key. */
  public AffinityKey() {}
}
