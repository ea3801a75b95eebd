/**
 * What messages cost: finding their structure, encrypting, signing, decrypting and verifying them.
 * Start reading at {@link MailRate}. Everything is made here; nothing of others is read.
 */
@NullMarked
package org.sallyport.benchmarks.mail;

import org.jspecify.annotations.NullMarked;
