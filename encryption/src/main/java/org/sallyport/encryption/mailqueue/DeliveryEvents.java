package org.sallyport.encryption.mailqueue;

import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.MailAddress;

/** Is told what becomes of messages, inside the transaction that makes it so. */
@FunctionalInterface
public interface DeliveryEvents {
  /** Nobody is told. */
  DeliveryEvents NONE = (_, _, _, _, _) -> {};

  /** What happened for a recipient. */
  enum What {
    /** The next hop has it. */
    DELIVERED,
    /** It is tried again. */
    DEFERRED,
    /** It never arrives. */
    REFUSED
  }

  /**
   * Notes it.
   *
   * @param trace of the message; never empty
   * @param reply what the next hop said, or what was found out here; one line
   */
  void note(Transaction in, String trace, MailAddress to, What what, String reply);
}
