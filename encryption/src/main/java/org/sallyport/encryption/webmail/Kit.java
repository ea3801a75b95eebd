package org.sallyport.encryption.webmail;

import java.time.InstantSource;
import java.util.function.Consumer;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.content.Contents;
import org.sallyport.encryption.enrolment.ManagedDomains;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.mailqueue.MailQueue;
import org.sallyport.encryption.mailtrace.MailTraces;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/**
 * What all of web mail works with.
 *
 * @param organisation as messages to people call it
 */
record Kit(
    Store store,
    Vault vault,
    Contents contents,
    MailQueue queue,
    MailTraces traces,
    ManagedDomains domains,
    String organisation,
    WebMailSettings settings,
    AuditTrail audit,
    WebMailCounts counts,
    InstantSource clock) {
  void write(Consumer<Transaction> work) {
    store.write(
        in -> {
          work.accept(in);
          return true;
        });
  }
}
