package org.sallyport.testkit;

import java.util.regex.Pattern;

/** How one sees that a peer is ready. */
public sealed interface Readiness {
  /** Something accepts connections on this loopback port. */
  record Port(int port) implements Readiness {}

  /** The output holds a match. */
  record Output(Pattern pattern) implements Readiness {}

  /** At once. */
  record Started() implements Readiness {}

  /** A loopback port that accepts connections. */
  static Readiness port(int port) {
    return new Port(port);
  }

  /** Output that holds a match of the regular expression. */
  static Readiness output(String pattern) {
    return new Output(Pattern.compile(pattern));
  }
}
