package org.sallyport.encryption.log;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some of the lines that were looked for.
 *
 * @param lines fewer than asked for, or none, where looking took long enough
 * @param next where to go on looking; empty when there is nothing left to look at
 */
public record LogPage(List<LoggedLine> lines, OptionalLong next) {
  /** Copies the list. */
  public LogPage {
    lines = List.copyOf(lines);
  }
}
