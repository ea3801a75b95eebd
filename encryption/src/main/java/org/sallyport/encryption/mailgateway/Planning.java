package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import org.sallyport.mime.structure.Message;

/** Decides what is to become of messages. Blocks on searches for keys. */
@FunctionalInterface
interface Planning {
  /** The plan. */
  Planned plan(Arrival arrival, Message message) throws IOException;
}
