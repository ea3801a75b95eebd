/**
 * Encrypting, decrypting, signing and verifying files. {@link org.sallyport.client.file.Recipients}
 * says who gets a message and why, {@link org.sallyport.client.file.FileWork} does the work, {@link
 * org.sallyport.client.file.OutputFile} lets nothing half written be seen. What is decrypted is
 * released when the whole message was found unchanged.
 */
@NullMarked
package org.sallyport.client.file;

import org.jspecify.annotations.NullMarked;
