package org.sallyport.app.encryption;

import picocli.CommandLine.ParameterException;

/** Numbers of command lines. */
final class Numbers {
  private Numbers() {}

  static long of(EncryptionLink link, String name, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new ParameterException(
          link.spec().commandLine(), name + ": expected a number, not: " + text);
    }
    return Long.parseLong(text);
  }
}
