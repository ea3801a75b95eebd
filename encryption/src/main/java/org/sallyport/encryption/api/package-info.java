/**
 * The interface of clients over HTTPS; start reading at {@link ClientApi}. Nothing that comes in is
 * trusted: the gate knows who asks before a handler runs, and bodies are read strictly and within
 * limits.
 */
@NullMarked
package org.sallyport.encryption.api;

import org.jspecify.annotations.NullMarked;
