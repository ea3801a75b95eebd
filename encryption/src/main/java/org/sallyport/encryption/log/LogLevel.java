package org.sallyport.encryption.log;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How much a line of a client's log matters; least first. */
public enum LogLevel {
  /** Of use to whoever looks for a fault. */
  DEBUG(1),
  /** Something was done. */
  INFO(2),
  /** Something went wrong and was got over. */
  WARN(4),
  /** Something was not done. */
  ERROR(8);

  private final int bit;

  LogLevel(int bit) {
    this.bit = bit;
  }

  /** The word for it in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level that a word stands for. */
  public static Optional<LogLevel> of(String word) {
    return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** A bit of its own in a mask of levels. */
  int bit() {
    return bit;
  }

  /** The bits of this level and those that matter more. */
  int andAbove() {
    return Stream.of(values()).filter(each -> each.bit >= bit).mapToInt(LogLevel::bit).sum();
  }
}
