/**
 * Clients: the machines that have enrolled, each with the device key that it proves itself by.
 * Start reading at {@link Clients}. What a machine says of itself, such as its name and platform,
 * is shown to administrators and decides nothing.
 */
@NullMarked
package org.sallyport.encryption.client;

import org.jspecify.annotations.NullMarked;
