/**
 * The API that people's devices call: enrol, wait for a challenge, decide. Start reading at {@link
 * org.sallyport.authority.device.DeviceApi}; {@link org.sallyport.authority.device.SignedRequest}
 * is what devices sign.
 *
 * <p>This listener faces the internet and asks for no client certificate. A device is believed for
 * what its enrolled Ed25519 key has signed within a minute, once. An answer never tells whether a
 * device, a user or an activation exists: all refusals look the same. Requests from one address are
 * counted.
 */
@NullMarked
package org.sallyport.authority.device;

import org.jspecify.annotations.NullMarked;
