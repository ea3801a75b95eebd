/**
 * Reports on delivery (RFC 3464 in the form of RFC 6522), written and read; and what keeps machines
 * from answering each other for ever (RFC 3834, RFC 5321 section 6.3).
 *
 * <p>Start reading at {@link DeliveryReport}. A report that is read is of anybody: it says what its
 * sender wants, and proves nothing.
 */
@NullMarked
package org.sallyport.mime.report;

import org.jspecify.annotations.NullMarked;
