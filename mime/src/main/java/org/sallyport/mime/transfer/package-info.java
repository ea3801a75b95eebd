/**
 * Content-Transfer-Encoding (RFC 2045 section 6): Base64 and Quoted-Printable as streams, both
 * ways.
 *
 * <p>Start reading at {@link TransferEncoding}. What is read is of anybody: it never fails, and
 * never makes more octets than it was given. What is written follows the grammar.
 */
@NullMarked
package org.sallyport.mime.transfer;

import org.jspecify.annotations.NullMarked;
