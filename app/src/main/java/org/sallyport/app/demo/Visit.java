package org.sallyport.app.demo;

import java.util.Optional;

/**
 * One request as a client saw it.
 *
 * @param visitor who asked
 * @param endedNanos when the answer was there or given up, by {@link System#nanoTime}
 * @param reconnected whether the first attempt was cut and made again at once
 * @param outcome what came of it
 */
record Visit(String visitor, long endedNanos, boolean reconnected, Outcome outcome) {

  /** What came of a request. */
  sealed interface Outcome {}

  /**
   * It was answered.
   *
   * @param server who answered
   * @param session the session that the server counted it to
   * @param count which request of the session it was
   */
  record Answered(String server, String session, int count) implements Outcome {}

  /** It was not. */
  record Failed(String cause) implements Outcome {}

  Optional<Answered> answer() {
    return outcome instanceof Answered answered ? Optional.of(answered) : Optional.empty();
  }
}
