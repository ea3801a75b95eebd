package org.sallyport.wire.radius;

import java.util.List;

/** What a dictionary file is. */
public sealed interface DictionaryResult {
  /** A dictionary with what the file adds. */
  record Loaded(Dictionary dictionary) implements DictionaryResult {}

  /** All that is wrong with the file, in its order; at least one. */
  record Unreadable(List<Problem> problems) implements DictionaryResult {
    public Unreadable {
      problems = List.copyOf(problems);
    }
  }

  /**
   * @param line counted from 1
   * @param reason what is wrong and what was expected
   */
  record Problem(int line, String reason) {}
}
