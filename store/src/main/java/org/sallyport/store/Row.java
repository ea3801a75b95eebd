package org.sallyport.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** One row of an answer, read by the names of its columns. Valid until its reading returns. */
public interface Row {
  /** A text that is not NULL. */
  String text(String column);

  /** A text, empty for NULL. */
  Optional<String> textIfAny(String column);

  /** A number that is not NULL. */
  long number(String column);

  /** A number, empty for NULL. */
  OptionalLong numberIfAny(String column);

  /** A time that is not NULL. */
  Instant time(String column);

  /** A time, empty for NULL. */
  Optional<Instant> timeIfAny(String column);

  /** Bytes that are not NULL. */
  byte[] bytes(String column);

  /** Whether a number is not zero. */
  boolean flag(String column);
}
