package org.sallyport.store;

/**
 * What is done in one transaction. It may run more than once, so it has no effect but through the
 * transaction. What it throws undoes the transaction and reaches the caller.
 */
@FunctionalInterface
public interface Work<T> {
  /** Does it. */
  T in(Transaction transaction);
}
