package org.sallyport.encryption.api;

import java.time.Duration;
import org.sallyport.encryption.client.Clients;
import org.sallyport.web.route.Problem;

/** What machines that enrol are told when it cannot be, though nothing is wrong with a secret. */
final class EnrolmentProblems {
  static final Problem OTHER_KEY =
      new Problem(
          409,
          "enrolment-taken",
          "The enrolment is another machine's",
          "it was begun with another device key; begin one with a new id");
  static final Problem KEY_IN_USE =
      new Problem(
          409,
          "key-in-use",
          "The device key is another client's",
          "make a new device key, and begin an enrolment with a new id");
  static final Problem TOO_MANY_CLIENTS =
      new Problem(
          403,
          "too-many-clients",
          "The person has too many clients",
          "a person has "
              + Clients.MOST
              + " at most; an administrator has to revoke one that is not used any more");

  private EnrolmentProblems() {}

  static Problem methodNotOffered(String method) {
    return new Problem(
        422,
        "method-not-offered",
        "The method is not offered",
        "this server does not enrol by " + method + "; GET /v1/server lists what it offers");
  }

  static Problem tooManyMessages(Duration wait) {
    return new Problem(
            429,
            "too-many-messages",
            "The address was sent too many messages",
            "use the latest one that arrived, or wait for a while")
        .withHeader("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
  }
}
