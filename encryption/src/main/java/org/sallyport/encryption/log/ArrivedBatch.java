package org.sallyport.encryption.log;

import java.time.Instant;
import java.util.List;

/**
 * A batch as it came in.
 *
 * @param sequence grows with arrival; numbers may be missing
 */
public record ArrivedBatch(long sequence, Instant received, List<LoggedLine> lines) {
  /** Copies the list. */
  public ArrivedBatch {
    lines = List.copyOf(lines);
  }
}
