/**
 * Administrators of an encryption server: who they are, what they may, and how they prove it. Start
 * reading at {@link AdministratorRole} for the permissions, {@link Administrators} for changes and
 * {@link AdministratorAccounts} for sign-in.
 *
 * <p>An administrator has a password, kept as an Argon2id hash, and a second factor (RFC 6238)
 * whose seed is sealed by the vault. So codes cannot be checked while the vault is locked: then a
 * password alone signs in, and allows unlocking only; the session ends when the vault opens.
 * Programs show a token of 256 random bits, kept as a hash.
 *
 * <p>Wrong ones are counted in the store, by name and network and by name alone, before a password
 * is looked at, whether or not there is such a name. The node's own token is not of this package
 * and cannot be locked out by it.
 */
@NullMarked
package org.sallyport.encryption.administrator;

import org.jspecify.annotations.NullMarked;
