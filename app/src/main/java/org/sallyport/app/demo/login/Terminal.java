package org.sallyport.app.demo.login;

import java.util.List;

/** Where somebody types commands of {@code sallyport}. Blocks until a command has ended. */
@FunctionalInterface
public interface Terminal {
  /** Types a command, without the word {@code sallyport}. */
  Printed type(List<String> words);

  /** What a command printed, and its exit code. */
  record Printed(int exit, String out, String err) {}
}
