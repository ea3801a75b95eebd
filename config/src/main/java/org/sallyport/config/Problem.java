package org.sallyport.config;

/**
 * One thing that is wrong with a file, with all a person needs to mend it.
 *
 * @param file the file as it was named on the command line
 * @param line counted from 1; 0 where no line can be named
 * @param column counted from 1; 0 where no line can be named
 * @param path the keys from the root, joined by dots; list positions in brackets; empty for the
 *     root
 * @param message what is there, what was expected and, where one is near, the nearest name
 * @param excerpt the line of the file, with everything that may be a secret blotted out; empty
 *     where it cannot be shown
 */
public record Problem(
    String file, int line, int column, String path, String message, String excerpt) {

  /** {@code file:line:col path: message}, with what is unknown left out. */
  @Override
  public String toString() {
    var place = line == 0 ? file : file + ":" + line + ":" + column;
    return path.isEmpty() ? place + ": " + message : place + " " + path + ": " + message;
  }
}
