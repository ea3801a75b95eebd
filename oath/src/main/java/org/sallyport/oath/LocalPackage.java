package org.sallyport.oath;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What a gateway needs to verify one user's codes while the authority is away: the codes of the
 * coming hours, never the seed. Who steals one can log in until it ends, and no longer.
 *
 * @param user the user's name as the authority has it
 * @param validFrom when it was made
 * @param validUntil when its time-based codes end, and the whole with them
 * @param codes one entry for each enabled credential
 */
public record LocalPackage(
    String user, Instant validFrom, Instant validUntil, List<LocalCodes> codes) {
  /** The most credentials in one. */
  public static final int MOST_CREDENTIALS = 32;

  /** Copies the list; times are cut to seconds. */
  public LocalPackage {
    validFrom = Instant.ofEpochSecond(validFrom.getEpochSecond());
    validUntil = Instant.ofEpochSecond(validUntil.getEpochSecond());
    codes = List.copyOf(codes);
    if (user.isEmpty() || user.length() > 128 || codes.size() > MOST_CREDENTIALS) {
      throw new IllegalArgumentException("a package is for a user of at most 32 credentials");
    }
    if (validUntil.isBefore(validFrom)) {
      throw new IllegalArgumentException("a package ends after it begins");
    }
  }

  /**
   * A code that was found.
   *
   * @param credential the credential's id
   * @param kind whether {@code factor} is a step or a counter
   * @param factor what must be kept as used, and told to the authority afterwards
   */
  public record Found(String credential, CodeKind kind, long factor) {}

  /** What a code was found to be. */
  public sealed interface Verdict {
    /** A right code, not used before. */
    record Right(Found found) implements Verdict {}

    /** A right code that was used before. */
    record Replayed(Found found) implements Verdict {}

    /** No code of this package at that time. */
    record Wrong() implements Verdict {}

    /** The package has not begun, or has ended. */
    record OutOfTime() implements Verdict {}
  }

  /**
   * Looks for a code. Comparison takes the same time wherever the code is.
   *
   * @param now the gateway's time
   * @param window steps before and after that are looked at, at most what the package was made for
   * @param lastUsed the greatest step or counter used of a credential here, -1 for none
   */
  public Verdict find(String code, Instant now, int window, ToLongFunction<String> lastUsed) {
    if (now.isBefore(validFrom.minusSeconds(60)) || now.isAfter(validUntil)) {
      return new Verdict.OutOfTime();
    }
    Optional<Verdict> replayed = Optional.empty();
    Optional<Verdict> right = Optional.empty();
    for (var entry : codes) {
      var match = entry.find(code, now, window, lastUsed.applyAsLong(entry.credential()));
      if (match instanceof Match.Fresh(long factor) && right.isEmpty()) {
        right = Optional.of(new Verdict.Right(found(entry, factor)));
      } else if (match instanceof Match.Used(long factor)) {
        replayed = Optional.of(new Verdict.Replayed(found(entry, factor)));
      }
    }
    // A code that was seen proves nothing, even where another credential would make it too.
    return replayed.isPresent() ? replayed.get() : right.orElseGet(Verdict.Wrong::new);
  }

  /** How many digits codes in here have. */
  public Set<Integer> codeLengths() {
    var lengths = new HashSet<Integer>();
    codes.forEach(entry -> lengths.add(entry.digits()));
    return Set.copyOf(lengths);
  }

  /** The plain form, to be sealed at once. */
  byte[] encode() {
    return PackageForm.write(this);
  }

  /** Reads the plain form; empty for anything else, whatever the bytes. */
  static Optional<LocalPackage> decode(byte[] plain) {
    return PackageForm.read(plain);
  }

  private static Found found(LocalCodes entry, long factor) {
    return new Found(entry.credential(), entry.kind(), factor);
  }

  /** Says whom it is for, and no code. */
  @Override
  public String toString() {
    return "LocalPackage[" + user + ", until " + validUntil + "]";
  }
}
