package org.sallyport.app.sop;

import org.sallyport.openpgp.Refusal;

/** Ends a subcommand with an exit code of the draft (section "Failure Modes") and a reason. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  private final Code code;

  Failure(Code code, String reason) {
    super(reason);
    this.code = code;
  }

  Code code() {
    return code;
  }

  /** What a refusal means, where nothing more is known of the subcommand. */
  static Failure of(Refusal refusal, Code whenNoUsableKey) {
    return new Failure(
        switch (refusal.kind()) {
          case MALFORMED, LIMIT, POLICY, NOT_AUTHENTIC, UNSUPPORTED -> Code.BAD_DATA;
          case LOCKED -> Code.KEY_IS_PROTECTED;
          case NO_USABLE_KEY -> whenNoUsableKey;
          case CANNOT_DECRYPT -> Code.CANNOT_DECRYPT;
          case NO_SIGNATURE -> Code.NO_SIGNATURE;
        },
        refusal.reason());
  }

  /** The codes that are used here. */
  enum Code {
    NO_SIGNATURE(3),
    CERT_CANNOT_ENCRYPT(17),
    MISSING_ARG(19),
    INCOMPLETE_VERIFICATION(23),
    CANNOT_DECRYPT(29),
    PASSWORD_NOT_HUMAN_READABLE(31),
    UNSUPPORTED_OPTION(37),
    BAD_DATA(41),
    EXPECTED_TEXT(53),
    OUTPUT_EXISTS(59),
    MISSING_INPUT(61),
    KEY_IS_PROTECTED(67),
    UNSUPPORTED_SUBCOMMAND(69),
    UNSUPPORTED_SPECIAL_PREFIX(71),
    AMBIGUOUS_INPUT(73),
    KEY_CANNOT_SIGN(79),
    INCOMPATIBLE_OPTIONS(83),
    UNSUPPORTED_PROFILE(89),
    KEY_CANNOT_CERTIFY(109);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}
