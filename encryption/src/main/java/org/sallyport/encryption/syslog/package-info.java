/**
 * Syslog out: client log lines and the audit trail are sent to a collector as RFC 5424 messages,
 * over TLS with octet counting (RFC 5425) or, for trials, over plain TCP (RFC 6587 section 3.4.1).
 * Start reading at {@link SyslogSender}, then {@link SyslogMessage}.
 *
 * <p>What is to be sent is read from the store, where it is anyway; a cursor for each stream says
 * how far the collector has it. One node sends, the one with the lease. Syslog has no answers, so a
 * cursor moves once a connection has outlived what was written into it by a while; after a break
 * everything since the cursor is sent again. So the collector gets each line at least once, and
 * knows repetitions by their position.
 *
 * <p>Requests never wait for any of this. The collector is trusted once its certificate is
 * verified; what it sends is thrown away. What clients have written is escaped and cut to fit.
 */
@NullMarked
package org.sallyport.encryption.syslog;

import org.jspecify.annotations.NullMarked;
