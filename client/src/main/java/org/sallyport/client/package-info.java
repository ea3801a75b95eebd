/**
 * What runs on a person's machine: it enrols at the server that its stamp names, keeps keys and the
 * last signed policy, encrypts and decrypts, and brings its log to the server.
 */
@NullMarked
package org.sallyport.client;

import org.jspecify.annotations.NullMarked;
