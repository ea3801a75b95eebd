package org.sallyport.encryption.enrolment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.mail.Letter;
import org.sallyport.kernel.Secret;

/** Tells somebody that a code was made for them, and by whom; the code is not in it. */
final class CodeLetter {
  private CodeLetter() {}

  static Letter of(String organisation, Address to, String by, Instant until) {
    return new Letter(
        to,
        "enrolment-code-made",
        "A code was made for you at " + organisation,
        Secret.ofText(
            """
            %s has made a one-time code for
            %s
            at the encryption server of %s.

            Whoever types it until %s has a
            machine that reads what is encrypted to you.

            If you have asked for it, do nothing. If you have not, tell your
            administrators at once: they can take the code back, and end the
            machine that was set up with it.
            """
                .formatted(by, to, organisation, until.truncatedTo(ChronoUnit.MINUTES))),
        until);
  }
}
