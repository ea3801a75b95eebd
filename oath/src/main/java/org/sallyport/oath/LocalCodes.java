package org.sallyport.oath;

import java.time.Instant;

/**
 * The coming codes of one credential, in a {@link LocalPackage}.
 *
 * <p>Equality is that of the arrays' identity; nothing compares two of them.
 */
public sealed interface LocalCodes {
  /** The most codes of one credential. */
  int MOST_CODES = 100_000;

  /** The credential's id. */
  String credential();

  /** How many digits each has. */
  int digits();

  /** What moves it. */
  CodeKind kind();

  /** The first step or counter. */
  long first();

  /** The codes from the first on, as numbers. */
  int[] codes();

  /** Looks for a code, as {@link CodeWindow#find} does. */
  Match find(String code, Instant now, int window, long lastUsed);

  /**
   * Time-based codes.
   *
   * @param period seconds of a step
   * @param drift how many steps the device is ahead of the authority's clock
   * @param first the step of the first code, in the device's time
   */
  @SuppressWarnings("ArrayRecordComponent") // large, short-lived, compared by nobody
  record Timed(String credential, int digits, int period, int drift, long first, int[] codes)
      implements LocalCodes {
    /** Refuses what no authority makes. */
    public Timed {
      Limits.check(credential, digits, first, codes);
      new Totp(CodeForm.USUAL, period);
    }

    @Override
    public CodeKind kind() {
      return CodeKind.TOTP;
    }

    @Override
    public Match find(String code, Instant now, int window, long lastUsed) {
      long step = Math.floorDiv(now.getEpochSecond(), (long) period) + drift;
      return Limits.find(this, code, step - window, step + window, lastUsed);
    }

    /** Names the credential, and no code. */
    @Override
    public String toString() {
      return "Timed[" + credential + "]";
    }
  }

  /**
   * Event-based codes.
   *
   * @param first the counter that the device should show next
   */
  @SuppressWarnings("ArrayRecordComponent") // large, short-lived, compared by nobody
  record Counted(String credential, int digits, long first, int[] codes) implements LocalCodes {
    /** Refuses what no authority makes. */
    public Counted {
      Limits.check(credential, digits, first, codes);
    }

    @Override
    public CodeKind kind() {
      return CodeKind.HOTP;
    }

    @Override
    public Match find(String code, Instant now, int window, long lastUsed) {
      return Limits.find(this, code, first, first + codes.length - 1, lastUsed);
    }

    /** Names the credential, and no code. */
    @Override
    public String toString() {
      return "Counted[" + credential + "]";
    }
  }

  /** What both kinds hold to. */
  final class Limits {
    private Limits() {}

    private static void check(String credential, int digits, long first, int[] codes) {
      var form = new CodeForm(HashAlgorithm.SHA1, digits);
      if (credential.isEmpty() || credential.length() > 64 || first < 0) {
        throw new IllegalArgumentException(
            "codes belong to a credential and begin at zero or after");
      }
      if (codes.length > MOST_CODES) {
        throw new IllegalArgumentException("more than " + MOST_CODES + " codes");
      }
      for (int code : codes) {
        if (code < 0 || code >= form.modulus()) {
          throw new IllegalArgumentException("a code has more digits than it may");
        }
      }
    }

    private static Match find(LocalCodes in, String code, long from, long to, long lastUsed) {
      int candidate = CodeForm.read(code, in.digits());
      long start = Math.max(from, in.first());
      long end = Math.min(to, in.first() + in.codes().length - 1);
      long fresh = -1;
      long used = -1;
      for (long factor = end; factor >= start; factor--) {
        boolean same = in.codes()[(int) (factor - in.first())] == candidate;
        fresh = same && factor > lastUsed ? factor : fresh;
        used = same && factor <= lastUsed ? factor : used;
      }
      if (fresh >= 0) {
        return new Match.Fresh(fresh);
      }
      return used >= 0 ? new Match.Used(used) : new Match.None();
    }
  }
}
