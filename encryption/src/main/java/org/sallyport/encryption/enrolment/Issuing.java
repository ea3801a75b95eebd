package org.sallyport.encryption.enrolment;

/** What becomes of a code that somebody wants to make. */
public sealed interface Issuing {
  /** It is made. */
  record Issued(IssuedCode code) implements Issuing {}

  /**
   * None is made.
   *
   * @param problem why, in a word for programs
   * @param reason why, in a sentence for people
   */
  record Refused(String problem, String reason) implements Issuing {}

  /**
   * The code, for whoever knows that it is made.
   *
   * @throws IllegalStateException when it is not
   */
  default IssuedCode made() {
    return switch (this) {
      case Issued(var code) -> code;
      case Refused(_, var reason) -> throw new IllegalStateException(reason);
    };
  }
}
