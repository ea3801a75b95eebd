package org.sallyport.encryption.mailqueue;

import java.util.List;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.wire.smtp.Reply;

/** Who takes mail. Called on virtual threads, several at a time; blocks within limits. */
@FunctionalInterface
public interface NextHops {
  /** Whom to call. */
  sealed interface Hops {
    /**
     * One after the other, until one greets.
     *
     * @param hops at least one
     */
    record Found(List<NextHop> hops) implements Hops {
      public Found {
        hops = List.copyOf(hops);
      }
    }

    /**
     * Nobody, now or ever.
     *
     * @param reply 4xx or 5xx
     */
    record None(Reply reply) implements Hops {}
  }

  /**
   * For a recipient's domain.
   *
   * @param domain as it was written: a name, or an address literal in brackets
   */
  Hops hops(Route route, String domain);
}
