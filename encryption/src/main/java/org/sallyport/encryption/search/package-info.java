/**
 * Finding keys of people elsewhere: in the Web Key Directory of their domain, on key servers (HKP,
 * VKS), and in the directory {@code keys.DOMAIN} over LDAP. Start reading at {@link
 * org.sallyport.encryption.search.RemoteKeys}.
 *
 * <p>Users choose the address, and thereby whom this asks: a server with an address of a private
 * network is not connected to, certificates of servers are verified, redirections are not followed,
 * and time and size of an answer are bounded. What answers is trusted in nothing: of a certificate
 * stays what its own key has signed for the address that was asked for, and where it came from is
 * kept with it.
 */
@NullMarked
package org.sallyport.encryption.search;

import org.jspecify.annotations.NullMarked;
