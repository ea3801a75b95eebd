/**
 * Where mail goes from here: the servers that the settings name as next hops, towards our own mail
 * servers ({@code inside}) and the world ({@code outside}). Start reading at {@link
 * org.sallyport.encryption.nexthop.NextHopsSettings}; {@link
 * org.sallyport.encryption.nexthop.Destination} is what a direction becomes once its files are
 * read: fixed servers, or those that DNS names for each domain (RFC 5321 section 5.1, RFC 7505).
 *
 * <p>A next hop is trusted with the mail it is given, as far as its TLS is asked for. DNS is
 * believed as far as the name servers of the machine are; it is never told to call this machine
 * itself.
 */
@NullMarked
package org.sallyport.encryption.nexthop;

import org.jspecify.annotations.NullMarked;
