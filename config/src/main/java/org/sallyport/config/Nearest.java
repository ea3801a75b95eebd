package org.sallyport.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a person most likely meant. */
public final class Nearest {
  private static final int LONGEST = 64;

  private Nearest() {}

  /** The nearest of {@code names}, when it is near enough to be a slip of the hand. */
  static Optional<String> to(String text, Collection<String> names) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    var meant = text.toLowerCase(Locale.ROOT).replace('_', '-');
    int slips = Math.max(1, meant.length() / 3);
    return names.stream()
        .filter(name -> distance(meant, name) <= slips)
        .min(Comparator.comparingInt(name -> distance(meant, name)));
  }

  /** {@code ; did you mean NAME?}, or nothing. */
  public static String hint(String text, Collection<String> names) {
    return to(text, names).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, cost);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(String a, String b, int i, int j, int[][] cost) {
    int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
