package org.sallyport.oath;

/**
 * Why an entry of a file was not taken.
 *
 * @param line where it is, from 1; 0 for the whole file
 * @param message what is there and what was expected; never a seed
 */
public record ImportProblem(int line, String message) {
  /** For people: the line, then the message. */
  @Override
  public String toString() {
    return line == 0 ? message : "line " + line + ": " + message;
  }
}
