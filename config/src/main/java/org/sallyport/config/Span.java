package org.sallyport.config;

/**
 * A stretch of the file, lines and columns counted from 1 in UTF-16 units.
 *
 * @param endLine the line of the first character behind it
 * @param endColumn the column of the first character behind it
 */
record Span(int line, int column, int endLine, int endColumn) {
  /** The beginning of the file. */
  static final Span START = new Span(1, 1, 1, 1);

  /** A point. */
  static Span at(int line, int column) {
    return new Span(line, column, line, column);
  }
}
