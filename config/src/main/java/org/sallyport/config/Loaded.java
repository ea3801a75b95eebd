package org.sallyport.config;

import java.util.List;

/**
 * What became of a file: a complete value, or everything that is wrong with it.
 *
 * @param <T> the record that the file's root is bound to
 */
public sealed interface Loaded<T> {

  /** What works but deserves a second look, in the order of the file. */
  List<Problem> warnings();

  /** The file is right. */
  record Valid<T>(T value, List<Problem> warnings) implements Loaded<T> {}

  /**
   * The file is wrong.
   *
   * @param problems at least one, in the order of the file
   */
  record Invalid<T>(List<Problem> problems, List<Problem> warnings) implements Loaded<T> {}
}
