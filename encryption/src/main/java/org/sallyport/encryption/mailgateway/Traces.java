package org.sallyport.encryption.mailgateway;

import java.util.List;
import org.sallyport.encryption.protection.Explained;
import org.sallyport.mime.structure.Message;

/** Where it is written why each recipient got what they got. */
@FunctionalInterface
interface Traces {
  /** What is written once the message is answered. */
  Planned.Explanation of(Arrival arrival, Message message, List<Explained> explained);
}
