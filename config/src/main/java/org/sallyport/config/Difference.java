package org.sallyport.config;

import java.util.Optional;

/** One thing that differs between two configurations. */
public sealed interface Difference {

  /** The keys from the root, as in {@link Problem#path}. */
  String path();

  /**
   * A key or an entry that was not there before.
   *
   * @param text the value as it may be shown; empty for a section, whose keys follow on their own
   */
  record Added(String path, Optional<String> text) implements Difference {
    @Override
    public String toString() {
      return "+ " + path + text.map(value -> ": " + value).orElse("");
    }
  }

  /** A key or an entry that is gone. */
  record Removed(String path) implements Difference {
    @Override
    public String toString() {
      return "- " + path;
    }
  }

  /** A value that is another; secrets appear only as the place that they are kept in. */
  record Changed(String path, String before, String after) implements Difference {
    @Override
    public String toString() {
      return "~ " + path + ": " + before + " -> " + after;
    }
  }
}
