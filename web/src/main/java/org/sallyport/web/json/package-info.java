/**
 * JSON objects from the network, read strictly: no member twice or unasked for, no wrong type, no
 * bottomless nesting, no text that is not UTF-8. Start reading at {@link
 * org.sallyport.web.json.Members}.
 *
 * <p>Nothing that is read is trusted. Whatever is wrong ends the request with a problem that names
 * the member by its pointer (RFC 6901) and says what was expected there; the text that was found is
 * never repeated, because it may be a secret.
 */
@NullMarked
package org.sallyport.web.json;

import org.jspecify.annotations.NullMarked;
