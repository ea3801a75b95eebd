package org.sallyport.encryption.enrolment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.sallyport.encryption.client.Machine;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.mail.Letter;
import org.sallyport.kernel.Secret;

/** The message that takes a token to an address. It is encrypted to nobody: there is no key yet. */
final class TokenLetter {
  private TokenLetter() {}

  static Letter of(
      String organisation, Address to, Machine machine, String token, Instant expires) {
    return new Letter(
        to,
        "enrolment-token",
        "Your token for " + organisation,
        Secret.ofText(text(organisation, to, machine, token, expires)),
        expires);
  }

  private static String text(
      String organisation, Address to, Machine machine, String token, Instant expires) {
    return """
    A machine that calls itself "%s" asks to become yours,
    %s,
    at the encryption server of %s.

    If you are setting it up yourself at this moment, type this token there:

        %s

    It can be typed until %s.

    If you are not, do nothing. Tell the token to nobody, whoever asks for
    it: with it, another's machine could read what is encrypted to you.
    """
        .formatted(
            harmless(machine.name()),
            to,
            organisation,
            token,
            expires.truncatedTo(ChronoUnit.MINUTES));
  }

  /** The name comes from anybody: nothing in it becomes a link or a sentence of ours. */
  private static String harmless(String name) {
    return name.replaceAll("[^\\p{L}\\p{N} '_-]", " ").strip();
  }
}
