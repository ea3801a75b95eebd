/**
 * What messages cost: finding their structure, encrypting, signing, decrypting, verifying and
 * relaying them. Start reading at {@link MailRate}, {@link RelayRate}, {@link GatewayRate} and
 * {@link WebMailRate}. Everything is made here; nothing of others is read.
 */
@NullMarked
package org.sallyport.benchmarks.mail;

import org.jspecify.annotations.NullMarked;
