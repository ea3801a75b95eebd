/**
 * PGP/MIME (RFC 3156): messages that are encrypted, signed, decrypted and verified, with their
 * header fields protected (RFC 9788).
 *
 * <p>Start reading at {@link EncryptedMessage} and {@link SignedMessage} for what is written, at
 * {@link Opener} and {@link Reading} for what is read. A message is decrypted only where all of it
 * is one {@code multipart/encrypted}, or all of its text is one OpenPGP message: whoever decrypts
 * pieces and shows them among others' text hands the plain text to whoever put them together
 * (EFAIL). A message is signed only where all of it is; what covers a part is told as that and no
 * more.
 */
@NullMarked
package org.sallyport.mime.pgp;

import org.jspecify.annotations.NullMarked;
