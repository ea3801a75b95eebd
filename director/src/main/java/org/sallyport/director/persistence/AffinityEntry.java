package org.sallyport.director.persistence;

/**
 * One session in the table. A connection may keep it and ask {@link Persistence#member} again for
 * each request, without hashing.
 */
public final class AffinityEntry {
  AffinityEntry() {}
}
