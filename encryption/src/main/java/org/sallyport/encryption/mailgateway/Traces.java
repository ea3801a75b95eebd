package org.sallyport.encryption.mailgateway;

import java.util.List;
import java.util.Set;
import org.sallyport.encryption.protection.Explained;
import org.sallyport.mime.structure.Message;
import org.sallyport.wire.smtp.MailAddress;

/** Where it is written why each recipient got what they got. */
@FunctionalInterface
interface Traces {
  /**
   * What is written once the message is answered.
   *
   * @param notOpened those whose mail turned out to have nothing that could be opened; looked at
   *     when the trace is written
   */
  Planned.Explanation of(
      Arrival arrival, Message message, List<Explained> explained, Set<MailAddress> notOpened);
}
