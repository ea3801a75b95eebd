/**
 * Where mail goes from here: the servers that the settings name as next hops, towards our own mail
 * servers ({@code inside}) and the world ({@code outside}). Start reading at {@link
 * org.sallyport.encryption.nexthop.NextHopsSettings}; {@link
 * org.sallyport.encryption.nexthop.FixedHops} is what they become once their files are read.
 *
 * <p>A next hop is trusted with the mail it is given, as far as its TLS is asked for.
 */
@NullMarked
package org.sallyport.encryption.nexthop;

import org.jspecify.annotations.NullMarked;
