/**
 * The commands below {@code sallyport client}: thin over module {@code client}, whose outcomes they
 * tell to people. Start at {@link org.sallyport.app.client.ClientCommand}. Secrets come from a
 * terminal, a file or standard input, never from the command line.
 */
@NullMarked
package org.sallyport.app.client;

import org.jspecify.annotations.NullMarked;
