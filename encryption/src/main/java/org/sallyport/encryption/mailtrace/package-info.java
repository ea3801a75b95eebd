/**
 * Traces of mail: for each message and recipient the chain, rule, key, source and trust that
 * decided, and what became of it. Start reading at {@link
 * org.sallyport.encryption.mailtrace.MailTraces}. A trace has addresses and no subject or text:
 * whoever may read traces learns who writes to whom, and no more.
 */
@NullMarked
package org.sallyport.encryption.mailtrace;

import org.jspecify.annotations.NullMarked;
