package org.sallyport.mime.pgp;

import java.util.Set;
import org.sallyport.mime.structure.Field;

/** What header fields are for, as protection treats them. */
final class FieldKinds {
  /** Fields that servers on the way write, and that mean nothing within the protected message. */
  private static final Set<String> TRACE =
      Set.of(
          "received",
          "return-path",
          "delivered-to",
          "x-original-to",
          "dkim-signature",
          "authentication-results",
          "arc-seal",
          "arc-message-signature",
          "arc-authentication-results",
          "received-spf");

  /**
   * RFC 9788 section 3.2.1: what a message says, and no server needs; and where Outlook and
   * Exchange repeat the subject.
   */
  private static final Set<String> INFORMATIONAL =
      Set.of("subject", "comments", "keywords", "thread-topic", "x-original-subject");

  private FieldKinds() {}

  /** RFC 9788 section 1.1.1: describes the part that it stands in. */
  static boolean isStructural(Field field) {
    return field.key().startsWith("content-") || field.key().equals("mime-version");
  }

  /** Whether servers on the way wrote it. */
  static boolean isTrace(Field field) {
    return TRACE.contains(field.key());
  }

  /** Whether its body is hidden outside (the policy hcp_baseline of RFC 9788 section 3.2.1). */
  static boolean isInformational(Field field) {
    return INFORMATIONAL.contains(field.key());
  }

  /** Whether it goes into the protected part. Bcc tells what was to stay untold. */
  static boolean isProtected(Field field) {
    return !isStructural(field) && !isTrace(field) && !isOurs(field);
  }

  /** Whether it must not leave at all: Bcc, and what only means something inside. */
  static boolean isOurs(Field field) {
    return field.key().equals("bcc") || field.key().equals("hp-outer");
  }
}
