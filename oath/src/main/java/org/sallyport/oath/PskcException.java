package org.sallyport.oath;

/**
 * What is wrong with a PSKC file or a key of it: the end of a sentence that begins with its name.
 */
final class PskcException extends Exception {
  private static final long serialVersionUID = 1L;

  PskcException(String message) {
    super(message);
  }

  String told() {
    return String.valueOf(getMessage());
  }
}
