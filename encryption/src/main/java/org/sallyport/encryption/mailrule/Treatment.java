package org.sallyport.encryption.mailrule;

import java.util.Optional;

/** What a rule wants done with a message for one recipient. */
public sealed interface Treatment {
  /** It goes on as it came, to the octet. */
  record Pass() implements Treatment {}

  /**
   * It is encrypted.
   *
   * @param trust the least trust of a key that is good enough
   * @param sign whether it is signed for the sender, where the server can
   * @param otherwise where there is no such key
   */
  record Encrypt(LeastTrust trust, boolean sign, OrElse otherwise) implements Treatment {}

  /**
   * It is signed for the sender.
   *
   * @param otherwise where the server cannot sign for the sender; never {@link OrElse#SIGN}
   */
  record Sign(OrElse otherwise) implements Treatment {
    public Sign {
      if (otherwise == OrElse.SIGN) {
        throw new IllegalArgumentException("who cannot sign cannot sign instead");
      }
    }
  }

  /** It is decrypted and verified, where the server has the recipient's key. */
  record Decrypt(Marking marking) implements Treatment {}

  /** The recipient reads it in a browser. */
  record WebMail() implements Treatment {}

  /**
   * The sender is told that it does not go on.
   *
   * @param reason for the sender; one line
   */
  record Bounce(String reason) implements Treatment {
    /** The longest reason, in characters. */
    public static final int LONGEST = 300;

    public Bounce {
      var fault = fault(reason);
      if (fault.isPresent()) {
        throw new IllegalArgumentException(fault.get());
      }
    }

    static Optional<String> fault(String reason) {
      return reason.isBlank()
              || reason.length() > LONGEST
              || reason.chars().anyMatch(Character::isISOControl)
          ? Optional.of("expected one line of 1 to " + LONGEST + " characters")
          : Optional.empty();
    }
  }

  /** It is taken and forgotten; nobody is told. */
  record Drop() implements Treatment {}
}
