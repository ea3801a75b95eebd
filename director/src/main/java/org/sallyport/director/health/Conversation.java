package org.sallyport.director.health;

import java.io.IOException;

/** What a check says and hears once it is connected. */
@FunctionalInterface
interface Conversation {
  /**
   * Holds the conversation.
   *
   * @throws IOException when the connection fails or time runs out; {@link Link#awaited} says where
   *     it was
   */
  Finding hold(Link link) throws IOException;
}
