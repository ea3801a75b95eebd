package org.sallyport.encryption.webmail;

import java.util.List;
import java.util.Optional;

/**
 * What somebody writes.
 *
 * @param to as it was typed: addresses separated by commas
 * @param cc the same
 * @param subject one line
 * @param text plain text with any line ends
 * @param answers the id of the message that it answers, one of the writer's own
 */
public record Draft(String to, String cc, String subject, String text, Optional<String> answers) {
  /** The beginning of a new one. */
  public static final Draft EMPTY = new Draft("", "", "", "", Optional.empty());

  /**
   * The beginning of an answer.
   *
   * @param leftOut addresses of the original that may not be written to from here
   */
  public record Answer(Draft draft, List<String> leftOut) {
    public Answer {
      leftOut = List.copyOf(leftOut);
    }
  }
}
