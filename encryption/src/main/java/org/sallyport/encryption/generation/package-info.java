/**
 * Tells nodes that share a store when to forget what they keep in memory; {@link Generations} is
 * all there is.
 */
@NullMarked
package org.sallyport.encryption.generation;

import org.jspecify.annotations.NullMarked;
