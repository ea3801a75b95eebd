package org.sallyport.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A type that one YAML scalar is bound to.
 *
 * @param noun what the reference calls it, such as {@code duration}
 * @param expected what a person reads after "expected"
 * @param reader text to value
 * @param form what the schema says about it
 * @param secret whether the text may be a secret that was written by mistake
 */
record Leaf(String noun, String expected, Reader reader, Form form, boolean secret)
    implements Shape {

  /** Text to value. */
  @FunctionalInterface
  interface Reader {
    /**
     * Reads {@code text}.
     *
     * @param folder what relative paths are resolved against
     * @throws IllegalArgumentException with a sentence for the person who wrote the text
     */
    Object read(String text, Path folder);
  }

  /** How the value looks to JSON Schema. */
  sealed interface Form {
    /** Any text. */
    record Text() implements Form {}

    /** True or false. */
    record Truth() implements Form {}

    /** A whole number. */
    record Whole() implements Form {}

    /** Text of a pattern; a number where the text has only digits. */
    record Pattern(String pattern) implements Form {}

    /** One of several words. */
    record Choice(List<String> words) implements Form {}
  }
}
