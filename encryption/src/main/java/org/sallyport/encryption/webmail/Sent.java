package org.sallyport.encryption.webmail;

import java.time.Duration;
import java.util.List;

/** What came of sending a message. */
public sealed interface Sent {
  /**
   * It is on its way, and a copy in {@link Folder#SENT}.
   *
   * @param id of the copy
   */
  record Done(String id) implements Sent {}

  /** Nobody is named whom it is for. */
  record Nobody() implements Sent {}

  /** What was typed is no address. */
  record Malformed(List<String> texts) implements Sent {}

  /** Neither of a managed domain nor the sender of the message that is answered. */
  record NotAllowed(List<String> addresses) implements Sent {}

  /** More people than allowed. */
  record TooMany(int most) implements Sent {}

  /** The subject has more characters than allowed. */
  record LongSubject(int most) implements Sent {}

  /** Text or files are larger than allowed; octets. */
  record TooLarge(long most) implements Sent {}

  /** The mailbox has no room for the copy. */
  record OverQuota() implements Sent {}

  /** So many were sent in the last hour. */
  record TooOften(Duration pause) implements Sent {}
}
