package org.sallyport.director.pool;

/** Hears what changes in a pool. */
@FunctionalInterface
public interface PoolListener {
  /**
   * One change, in the order in which they happened. Called by whatever thread made the change, an
   * event loop included: must neither block nor throw.
   */
  void changed(PoolEvent event);
}
