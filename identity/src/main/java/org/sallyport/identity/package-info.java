/**
 * The first factor: who somebody is, said by directories over LDAP (RFC 4511).
 *
 * <p>{@link UserStores} asks the stores of the configuration in their order; a store has several
 * connections to servers that hold the same people, and the first live one is used. What a
 * directory says is final: a refusal is never taken to a second server, and a store that cannot be
 * asked leaves the question open, because it might know the person.
 *
 * <p>Start reading at {@link FirstFactor} and {@link UserStoreSettings}. Nothing that a user types
 * reaches a filter unescaped (RFC 4515), and no empty password reaches a server (RFC 4513 section
 * 5.1.2). A directory is trusted to know its people and nothing else.
 */
@NullMarked
package org.sallyport.identity;

import org.jspecify.annotations.NullMarked;
