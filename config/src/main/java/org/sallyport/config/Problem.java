package org.sallyport.config;

/**
 * One thing that is wrong with a file, with all a person needs to mend it.
 *
 * @param file the file as it was named on the command line
 * @param line counted from 1; 0 where no line can be named
 * @param column counted from 1
 * @param path the keys from the root, joined by dots; list positions in brackets
 * @param message what is there, what was expected and, where one is near, the nearest name
 */
public record Problem(String file, int line, int column, String path, String message) {
  /** {@code file:line:col path: message}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + " " + path + ": " + message;
  }
}
