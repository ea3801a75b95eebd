package org.sallyport.encryption.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.sallyport.web.route.Problem;

/** What clients are told when something cannot be. */
final class ClientProblems {
  private static final String RETRY_AFTER = "Retry-After";

  /** RFC 9110 section 15.6.4: the client asks the next server meanwhile. */
  static final Problem LOCKED =
      new Problem(
              503,
              "locked",
              "The server is locked",
              "its administrator has to unlock it; try again")
          .withHeader(RETRY_AFTER, "10");

  /** Some part that it needs does not answer. */
  static final Problem UNWELL =
      new Problem(
              503, "unwell", "The server cannot do its work", "ask another server, or in a while")
          .withHeader(RETRY_AFTER, "5");

  /** A token is over, or its client barred: the client finds out which by opening another. */
  static final Problem SESSION =
      new Problem(401, "session", "A session is needed", "open one with POST /v1/sessions");

  /** A signature that is missing, wrong, or used before. */
  static final Problem UNPROVEN =
      new Problem(
              401,
              "unproven",
              "The request is not proven",
              "it lacks the fresh signature of the device key")
          .withHeader("WWW-Authenticate", "SallyportDevice");

  /** One answer for everything that was not proven, so that it cannot be probed. */
  static final Problem REFUSED =
      new Problem(
          403, "refused", "The enrolment is refused", "what was given does not open this server");

  /** Wrong, as too many before. */
  static Problem tooManyGuesses(Duration wait) {
    return new Problem(
            429, "too-many-guesses", "Too many wrong answers", "wait a while and try once more")
        .withHeader(RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
  }

  /** More than one client needs (RFC 6585 section 4). */
  static Problem tooFast(Duration wait) {
    return new Problem(
            429, "too-fast", "Too much from one client", "keep what there is and send it later")
        .withHeader(RETRY_AFTER, Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
  }

  private ClientProblems() {}

  /** A clock is off: the Date header (RFC 9110 section 6.6.1) says what it should show. */
  static Problem clock(Instant now) {
    return new Problem(
            401,
            "clock",
            "The clocks differ",
            "the client's clock and the server's differ by more than five minutes; set the"
                + " client's, or sign with the time of the Date header")
        .withHeader("Date", date(now));
  }

  static String date(Instant now) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
  }
}
