/**
 * OpenPGP (RFC 9580): keys and certificates, armor, encrypted and signed messages, and the policy
 * of algorithms.
 *
 * <p>Start reading at {@link Key} and {@link Certificate}, then {@link Encryption} and {@link
 * Decryption}. What is expected to go wrong (a foreign key that cannot be read, a message that was
 * changed, a passphrase that is wrong) is a {@link Result} or another sealed outcome with a reason
 * for people; only a broken world throws.
 *
 * <p>Bytes of others are read as coming from anybody: sizes, nesting and the work they cause are
 * bounded. Nothing that was decrypted is trusted before its end has been verified, and the types
 * make a caller look at that verdict. Nothing here has a clock, a store or a log: callers say what
 * time it is. Bouncy Castle's OpenPGP is seen nowhere else.
 */
@NullMarked
package org.sallyport.openpgp;

import org.jspecify.annotations.NullMarked;
