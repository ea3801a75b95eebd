package org.sallyport.encryption.group;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.encryption.consumer.Consumer;

/**
 * Who is in a group.
 *
 * @param match how many of the criteria have to hold
 * @param criteria in their order; none stands for everybody, with {@link Match#ALL}
 */
public record Condition(Match match, List<Criterion> criteria) {
  /** The most criteria of one condition. */
  public static final int MOST = 50;

  /** Holds for everybody. */
  public static final Condition EVERYBODY = new Condition(Match.ALL, List.of());

  /** How many have to hold. */
  public enum Match {
    /** Each of them. */
    ALL,
    /** One at least. */
    ANY,
    /** Not one. */
    NONE;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the list. */
  public Condition {
    criteria = List.copyOf(criteria);
    if (criteria.size() > MOST) {
      throw new IllegalArgumentException("a condition has at most " + MOST + " criteria");
    }
  }

  /**
   * Why somebody is in it, in words; empty when they are not. The same words for the same facts.
   */
  Optional<String> reason(Consumer person) {
    var holding = criteria.stream().filter(each -> each.holds(person)).toList();
    return switch (match) {
      case ALL ->
          holding.size() == criteria.size() ? Optional.of(because(criteria)) : Optional.empty();
      case ANY ->
          holding.isEmpty() ? Optional.empty() : Optional.of(because(holding.subList(0, 1)));
      case NONE ->
          holding.isEmpty() ? Optional.of("because not " + words(" nor ")) : Optional.empty();
    };
  }

  private static String because(List<Criterion> held) {
    return held.isEmpty()
        ? "because everybody does"
        : held.stream().map(Criterion::words).collect(Collectors.joining(" and ", "because ", ""));
  }

  /** The condition in words, such as {@code all of: department equals Engineering}. */
  public String words() {
    return criteria.isEmpty() ? "everybody" : match.word() + " of: " + words("; ");
  }

  private String words(String between) {
    return criteria.stream().map(Criterion::words).collect(Collectors.joining(between));
  }
}
