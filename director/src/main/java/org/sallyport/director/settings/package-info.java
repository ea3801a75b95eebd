/**
 * What the {@code director} section of a node's file says, as records: services that clients call
 * and pools that answer. Values are complete after binding; nothing here opens a file or a socket.
 *
 * <p>Start reading at {@link DirectorSettings}.
 */
@NullMarked
package org.sallyport.director.settings;

import org.jspecify.annotations.NullMarked;
