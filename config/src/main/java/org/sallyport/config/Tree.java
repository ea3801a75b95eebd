package org.sallyport.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A YAML value with its place in the file; tags and styles are gone, aliases are resolved. */
sealed interface Tree {
  /** Words that stand for nothing in the core schema (YAML 1.2.2 section 10.3.2). */
  Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

  /** Where it stands; for an alias, where its anchor stands. */
  Span span();

  /** How many values it holds with all aliases written out, itself included. */
  long size();

  /**
   * A single value.
   *
   * @param plain whether it is written without quotes
   */
  record Scalar(Span span, String text, boolean plain) implements Tree {
    @Override
    public long size() {
      return 1;
    }

    /** Whether this is the absence of a value, as in {@code key:}. */
    boolean nothing() {
      return plain && NOTHING.contains(text);
    }
  }

  /** A sequence. */
  record Items(Span span, List<Tree> items, long size) implements Tree {}

  /** A mapping in the order of the file; a key may stand twice. */
  record Entries(Span span, List<Entry> entries, long size) implements Tree {

    /** The first value under {@code key}. */
    Optional<Entry> find(String key) {
      return entries.stream().filter(e -> e.key().text().equals(key)).findFirst();
    }
  }

  /** A key and its value. */
  record Entry(Scalar key, Tree value) {}

  /** What a person calls it. */
  default String noun() {
    return switch (this) {
      case Scalar s -> s.nothing() ? "nothing" : "a single value";
      case Items _ -> "a list";
      case Entries _ -> "a section";
    };
  }
}
