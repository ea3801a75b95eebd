package org.sallyport.gateway.factor;

import java.util.Set;

/**
 * What the authority says of a user's second factors. Who must show one and who need not is decided
 * by it, so whatever is not said is none of the answers that let somebody leave it out; and those
 * two are forgotten when they are no longer fresh.
 */
public sealed interface Enrolment {
  /** It was not asked, did not answer, or its answer is too old. */
  record Unheard() implements Enrolment {}

  /** It does not know the user. */
  record Stranger() implements Enrolment {}

  /** It knows the user, who may authenticate and has no credential and no device at all. */
  record None() implements Enrolment {}

  /** The user is disabled or locked, or has nothing but what is disabled. */
  record Barred() implements Enrolment {}

  /**
   * The user has a second factor.
   *
   * @param codeLengths the digits of the codes that the user's enabled credentials make
   * @param push whether a device waits for challenges
   */
  record Enrolled(Set<Integer> codeLengths, boolean push) implements Enrolment {
    /** Copies what is given. */
    public Enrolled {
      codeLengths = Set.copyOf(codeLengths);
    }
  }

  /** How long codes of the user are; none where there are none, or nobody says. */
  default Set<Integer> codeLengths() {
    return this instanceof Enrolled(var lengths, _) ? lengths : Set.of();
  }

  /** Whether the authority says that there is no second factor. */
  default boolean none() {
    return switch (this) {
      case Stranger() -> true;
      case None() -> true;
      case Unheard() -> false;
      case Barred() -> false;
      case Enrolled _ -> false;
    };
  }
}
