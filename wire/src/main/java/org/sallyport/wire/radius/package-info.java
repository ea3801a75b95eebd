/**
 * RADIUS packets, read strictly and kept as they were received (RFC 2865, RFC 2866, RFC 2869, RFC
 * 3579, RFC 5080, RFC 5997).
 *
 * <p>Start at {@link org.sallyport.wire.radius.RadiusPacketDecoder} for what arrives and at {@link
 * org.sallyport.wire.radius.RadiusPacketEncoder} for what is sent. Whether a packet comes from who
 * knows the secret is asked of {@link org.sallyport.wire.radius.MessageAuthenticator} and {@link
 * org.sallyport.wire.radius.PacketAuthenticator}; a decoded packet alone says nothing about it.
 * {@link org.sallyport.wire.radius.Dictionary} gives attributes the names that people configure.
 *
 * <p>Nothing received is trusted: any bytes are decoded to a packet or to malformed with an offset
 * and a reason, and nothing outside the packet's own length is read. The Message-Authenticator is
 * first in every request and in every reply to Access-Request that is made here (CVE-2024-3596).
 */
@NullMarked
package org.sallyport.wire.radius;

import org.jspecify.annotations.NullMarked;
