/**
 * Consumers: the people of the organisation, by the addresses of their mail. Start reading at
 * {@link Consumers}. What a directory says of somebody is trusted as far as it decides which group
 * they are in.
 */
@NullMarked
package org.sallyport.encryption.consumer;

import org.jspecify.annotations.NullMarked;
