/**
 * What stands in header fields: addresses (RFC 5322, with UTF-8 by RFC 6532), encoded words (RFC
 * 2047), media types with their parameters (RFC 2045, 2231), dates, Message-IDs.
 *
 * <p>Start reading at {@link FieldText}. Everything here is text to values and back: no bytes, no
 * streams, no clock. Text of others is read as it comes, because people's mailers break every rule;
 * what does not follow the grammar is told beside the value, and what is written follows it.
 */
@NullMarked
package org.sallyport.mime.header;

import org.jspecify.annotations.NullMarked;
