package org.sallyport.gateway.alert;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that an administrator should hear of without looking. It names no user and no secret.
 *
 * @param subject one line
 * @param text what happened, what follows from it, what to do
 */
public record Alert(Kind kind, String subject, String text, Instant at) {

  /** What alerts are about. The words of the log, of metrics and of webhooks follow from these. */
  public enum Kind {
    /** Logins are decided without the authority from now on. */
    CONTINUITY_ENTERED,
    /** They are decided by the authority again. */
    CONTINUITY_LEFT,
    /** Continuity has lasted for as long as it may: nobody enters until the authority answers. */
    CONTINUITY_EXHAUSTED,
    /** The authority does not answer, and continuity is not entered. */
    AUTHORITY_AWAY,
    /** A certificate is about to expire, or has. */
    CERTIFICATE_EXPIRES;

    /** As it stands in logs and JSON, such as {@code continuity-entered}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
