/**
 * Ignition: what opens the secrets of a store. Start reading at {@link Vault}.
 *
 * <pre>
 * uninitialised ──first passphrase──► open ◄──right passphrase── locked
 *                                      └────── end of the process ──►┘
 * </pre>
 *
 * <p>Each process is lit by itself. The store is trusted with nothing: whoever reads it without a
 * passphrase learns what is public, and what is changed in it does not open any more.
 */
@NullMarked
package org.sallyport.encryption.ignition;

import org.jspecify.annotations.NullMarked;
