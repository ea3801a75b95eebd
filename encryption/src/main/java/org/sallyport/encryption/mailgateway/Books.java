package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.util.Optional;
import org.sallyport.mime.structure.Message;
import org.sallyport.wire.smtp.Reply;

/** What is written down of a message before it is answered. */
interface Books {
  /**
   * The next hop, or the plan, has answered for all recipients at once.
   *
   * @param named whether the message has a Message-ID, by which repetitions are told
   */
  void answered(Arrival arrival, Planned planned, boolean named, Reply reply);

  /**
   * Keeps everything that the plan says in one transaction, and only then hands mail over on the
   * connection that is held, if there is one.
   *
   * @return 250 when it is kept; else nothing is
   */
  Reply keep(
      Arrival arrival, Message message, Planned planned, boolean named, Optional<HeldHop> held)
      throws IOException;

  /**
   * A message came again of which a node that was ended did not know whether the next hop took it:
   * it is not sent again, and its sender is told.
   */
  Reply doubtful(Arrival arrival, Message message) throws IOException;
}
