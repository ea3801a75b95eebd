/**
 * Keys of the person and certificates of others. {@link org.sallyport.client.key.KeyCare} brings
 * the person's keys to what the policy's mode wants; {@link org.sallyport.client.key.OwnKeys} keeps
 * them, with every secret under a passphrase: the person's, or for keys that the server has as well
 * one that only this folder has. {@link org.sallyport.client.key.Contacts} asks for others.
 *
 * <p>That a server calls a certificate one of the organisation's is believed when the organisation
 * key's certification verifies here, not otherwise.
 */
@NullMarked
package org.sallyport.client.key;

import org.jspecify.annotations.NullMarked;
