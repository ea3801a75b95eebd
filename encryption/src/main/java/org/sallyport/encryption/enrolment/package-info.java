/**
 * Enrolment: how a machine becomes a client of somebody. Start reading at {@link Enrolments}.
 *
 * <p>The machine chooses an id and a device key, and proves with each request that it has the key;
 * so whatever it repeats, on whichever node, is answered as before and makes one client. Who its
 * user is is proven by a directory's password, by a token that was mailed to an address, or by a
 * code of an administrator. Tokens and codes are kept as hashes. What a machine says of itself is
 * believed in nothing but its key; addresses count when their domain is managed here.
 *
 * <pre>
 * (nothing) ──code, password──────► enrolled
 *     └─────address──► mail sent ──token──► enrolled
 * </pre>
 */
@NullMarked
package org.sallyport.encryption.enrolment;

import org.jspecify.annotations.NullMarked;
