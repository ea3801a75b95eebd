package org.sallyport.encryption.enrolment;

import java.time.Instant;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.mail.Outbox;
import org.sallyport.store.Transaction;

/** Tells people that a code was made for them, where mail is configured. */
@FunctionalInterface
public interface CodeNotice {
  /** Where there is no relay. */
  CodeNotice NONE = (_, _, _, _) -> {};

  /** Puts a letter for them into an outbox. */
  static CodeNotice by(Outbox outbox, String organisation) {
    return (in, to, by, until) -> outbox.put(in, CodeLetter.of(organisation, to, by, until));
  }

  /** Tells it in the transaction that makes the code. */
  void tell(Transaction in, Address to, String by, Instant until);
}
