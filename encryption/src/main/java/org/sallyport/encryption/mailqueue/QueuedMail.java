package org.sallyport.encryption.mailqueue;

import java.time.Instant;
import java.util.List;

/**
 * A message in the queue, as administrators see it.
 *
 * @param sender empty: the null path of reports
 * @param trace under which it is told why it goes as it goes; may be empty
 * @param deliveries at least one
 */
public record QueuedMail(
    String id,
    Route route,
    String sender,
    long size,
    String trace,
    Instant created,
    Instant expires,
    List<Waiting> deliveries) {
  public QueuedMail {
    deliveries = List.copyOf(deliveries);
  }

  /**
   * Recipients behind one next hop.
   *
   * @param lane what stands for the next hop
   * @param due when the next try is
   * @param inHand whether a node tries it now
   * @param problem of the last try; empty before it
   */
  public record Waiting(
      String id,
      String lane,
      Instant due,
      boolean inHand,
      long tries,
      String problem,
      List<String> recipients) {
    public Waiting {
      recipients = List.copyOf(recipients);
    }
  }
}
