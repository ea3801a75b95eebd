package org.sallyport.encryption.log;

import java.util.List;

/**
 * Lines that a client sends together.
 *
 * @param id by which the client's repetitions are known
 * @param lines 1 to {@link #MOST}
 */
public record LogBatch(String id, List<LogLine> lines) {
  /** The most lines of a batch. */
  public static final int MOST = 500;

  /** Copies the list. */
  public LogBatch {
    lines = List.copyOf(lines);
    if (lines.isEmpty() || lines.size() > MOST) {
      throw new IllegalArgumentException("a batch has 1 to " + MOST + " lines");
    }
  }
}
