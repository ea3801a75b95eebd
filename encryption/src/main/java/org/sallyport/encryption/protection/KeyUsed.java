package org.sallyport.encryption.protection;

import org.sallyport.openpgp.Fingerprint;

/**
 * A key, and why it is used.
 *
 * @param fingerprint of the primary key
 * @param source {@code directory}, {@code trusted}, {@code web-mail}, {@code policy}, {@code
 *     sender}, {@code signer}, or what a search found it at: {@code wkd}, {@code hkp}, {@code vks},
 *     {@code ldap}
 * @param trust {@code own}, {@code trusted}, {@code found}, or {@code stale}: found, and older than
 *     it should be, as nobody who may have a newer one answers
 */
public record KeyUsed(Fingerprint fingerprint, String source, String trust) {}
