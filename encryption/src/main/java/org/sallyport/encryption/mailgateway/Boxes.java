package org.sallyport.encryption.mailgateway;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.mime.structure.Message;
import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.Reply;

/** Where web mail is kept. */
@FunctionalInterface
interface Boxes {
  /**
   * Puts a message into the boxes of some.
   *
   * @param content its octets, of which each box takes a use
   * @return why it is not in a box, for those
   */
  Map<MailAddress, Reply> accept(
      Transaction in,
      Message message,
      String content,
      Optional<MailAddress> from,
      List<MailAddress> to,
      Instant at);
}
