package org.sallyport.encryption.mailrule;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Several criteria as one.
 *
 * @param match how many have to hold
 * @param of in their order; none at all holds always, with {@link Match#ALL}
 */
public record Conditions(Match match, List<Criterion> of) implements Criterion {
  /** The most criteria within one another. */
  public static final int DEEPEST = 5;

  /** The most criteria of a rule. */
  public static final int MOST = 100;

  /** What always holds. */
  public static final Conditions ALWAYS = new Conditions(Match.ALL, List.of());

  /** How many have to hold. */
  public enum Match {
    /** Each of them. */
    ALL,
    /** One at least. */
    ANY,
    /** Not one. */
    NONE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the list. */
  public Conditions {
    of = List.copyOf(of);
  }

  /** Whether it holds whatever the message. */
  public boolean isAlways() {
    return of.isEmpty() && match != Match.ANY;
  }

  @Override
  public String words() {
    if (of.isEmpty()) {
      return match == Match.ANY ? "never" : "always";
    }
    return of.stream()
        .map(each -> each instanceof Conditions ? "(" + each.words() + ")" : each.words())
        .collect(Collectors.joining("; ", match.word() + " of: ", ""));
  }

  int depth() {
    return 1
        + of.stream()
            .mapToInt(each -> each instanceof Conditions one ? one.depth() : 0)
            .max()
            .orElse(0);
  }

  int size() {
    return of.stream().mapToInt(each -> each instanceof Conditions one ? one.size() : 1).sum();
  }
}
