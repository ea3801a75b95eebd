package org.sallyport.encryption.enrolment;

import java.time.Duration;
import org.sallyport.encryption.consumer.NewConsumer;

/** What a directory says of a name and a password. */
public sealed interface DirectoryAnswer {
  /** The password is right. */
  record Known(NewConsumer who) implements DirectoryAnswer {}

  /**
   * It is not, or the person cannot enrol.
   *
   * @param reason for the log
   */
  record Refused(String reason) implements DirectoryAnswer {}

  /** Too many were wrong; the directory was not asked. */
  record TooMany(Duration pause) implements DirectoryAnswer {}

  /**
   * Nobody who would know can be asked.
   *
   * @param cause for the log
   */
  record Unavailable(String cause) implements DirectoryAnswer {}
}
