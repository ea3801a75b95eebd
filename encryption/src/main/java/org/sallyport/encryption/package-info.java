/**
 * The encryption management server: it enrols people's machines, hands out keys and policies, keeps
 * the machines' logs, and is the organisation's key directory.
 *
 * <p>Start reading at {@code Domain}, which is all that a server knows over one store.
 */
@NullMarked
package org.sallyport.encryption;

import org.jspecify.annotations.NullMarked;
